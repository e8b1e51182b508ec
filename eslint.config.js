// Lint and format by one tool. The house's directions are rules here: core ← formats ← protocol ← {workers, services}; services ← store ← views ← main.
import stylistic from '@stylistic/eslint-plugin'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import { importX } from 'eslint-plugin-import-x'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const upward = (room, ...forbidden) => forbidden.map(from => ({ target: room, from, message: `${room} may not import from ${from}: arrows point down (docs/journey.md).` }))
const src = name => `./src/${name}`

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'public', 'test-results', 'playwright-report'] },
  ...tseslint.configs.strict,
  stylistic.configs.customize({ indent: 2, quotes: 'single', semi: false, jsx: true, braceStyle: '1tbs', commaDangle: 'always-multiline', arrowParens: false }),
  {
    plugins: { 'import-x': importX, 'react-hooks': reactHooks },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()], 'import-x/extensions': ['.ts', '.tsx'] },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones: [
        ...upward('./src', './workers', './cli', './e2e', './scripts'),
        ...upward(src('core'), src('formats'), src('protocol'), src('services'), src('store'), src('views')),
        ...upward(src('formats'), src('protocol'), src('services'), src('store'), src('views')),
        ...upward(src('protocol'), src('services'), src('store'), src('views')),
        ...upward('./workers', src('services'), src('store'), src('views')),
        ...upward(src('services'), src('store'), src('views')),
        ...upward(src('store'), src('views')),
        { target: src('views'), from: src('services'), message: 'Views never call services: they speak to the store.' },
      ] }],
      'import-x/no-duplicates': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@stylistic/max-len': ['error', { code: 180, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignorePattern: '^\\s*<path|d="' }],
      '@stylistic/arrow-parens': ['error', 'as-needed'],
      '@stylistic/max-statements-per-line': 'off',
      '@stylistic/multiline-ternary': 'off',
      '@stylistic/operator-linebreak': 'off',
      '@stylistic/jsx-one-expression-per-line': 'off',
      '@stylistic/quote-props': ['error', 'as-needed'],
      'no-console': 'error',
      'no-restricted-syntax': ['error', { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: 'Randomness is handed in and seeded: src/core/random.ts.' }],
    },
  },
  { files: ['scripts/**', 'cli/**', 'e2e/**', '*.config.*', '**/*.bench.ts'], rules: { 'no-console': 'off' } },
)
