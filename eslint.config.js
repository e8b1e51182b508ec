// Lint and format by one tool. The house's directions are rules here: core ← formats ← protocol ← {workers, services}; services ← store ← views ← main.
import stylistic from '@stylistic/eslint-plugin'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import house from './scripts/arrows.js'

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'public', '**/*.as.ts', 'src/core/native/generated', 'test-results', 'playwright-report'] },
  ...tseslint.configs.strict,
  stylistic.configs.customize({ indent: 2, quotes: 'single', semi: false, jsx: true, braceStyle: '1tbs', commaDangle: 'always-multiline', arrowParens: false }),
  {
    plugins: { house, 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'house/arrows': 'error',
      'no-duplicate-imports': ['error', { allowSeparateTypeImports: true }],
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
      // Files are strangers': nothing of theirs, and so nothing at all, is run from text. A worker has no content policy of the page's.
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-syntax': ['error', { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: 'Randomness is handed in and seeded: src/core/random.ts.' }],
    },
  },
  {
    files: ['src/core/**', 'src/formats/**'],
    ignores: ['**/*.test.ts', '**/*.bench.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group: ['@tensorflow/*', 'react*', 'zustand*', 'comlink', 'node:*'], message: 'Pure rooms: nothing is run, drawn or asked for here.' }] }] },
  },
  { files: ['scripts/**', 'cli/**', 'e2e/**', '*.config.*', '**/*.bench.ts'], rules: { 'no-console': 'off', 'no-eval': 'off', 'no-new-func': 'off' } },
)
