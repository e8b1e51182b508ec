// Python, part 4: what is run: every network in turn, its accuracy beside Netfold's, and a bundle of all at the end.

export const MAIN = String.raw`
# --- All of them ---------------------------------------------------------------------------------------------------------------------


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--out', default='netfold-bundle.npz', help='the bundle; drop it on Netfold')
    parser.add_argument('--networks', help='ids of those to train, such as 3,17,42; all where left out')
    parser.add_argument('--device', default='cpu', help='cpu, cuda, mps')
    parser.add_argument('--data', help='an .npz with data of your own (only where the population was trained on such)')
    options = parser.parse_args()
    networks = [dict(zip(COLUMNS, row)) for row in NETWORKS]
    if options.networks:
        wanted = {int(part) for part in options.networks.split(',')}
        networks = [network for network in networks if network['id'] in wanted]
    torch.set_num_threads(1)  # the networks are small: more threads only wait for each other
    inputs, labels, classes, picture = load_data(options.data, DATA_SEED)
    test_count = 400 if DATA == 'teacher' else -(-len(labels) * 3 // 10)
    train_rows, test_rows, probes = split(labels, classes, test_count, PROBES, DATA_SEED)
    data = (inputs, labels, classes, picture, train_rows, test_rows, probes)
    members, table, differences = {'labels': labels[probes].astype(np.int64)}, [], []
    for k, hyper in enumerate(networks):
        network, steps, curve = train(hyper, data, options.device)
        members[f"curves/{hyper['id']}"] = np.array(curve, dtype=np.float32)
        accuracy, theirs = curve[-1][3], hyper['netfoldTestAccuracy']
        place = f"{k + 1}/{len(networks)}  network {hyper['id']}"
        if network is None:
            print(f'{place}: diverged at update {steps}; in Netfold ' + (f'at update {hyper["netfoldDivergedAt"]}' if hyper['netfoldDivergedAt'] else f'it has a test accuracy of {theirs:.4f}'))
            continue
        if hyper['netfoldDivergedAt'] is None and theirs is not None:
            differences.append(abs(accuracy - theirs))
            print(f'{place}: test accuracy {accuracy:.4f}, in Netfold {theirs:.4f}')
        else:
            print(f'{place}: test accuracy {accuracy:.4f}; in Netfold it diverged')
        _, _, probabilities, hidden = look(network, torch.from_numpy(inputs[probes]).to(options.device), torch.from_numpy(labels[probes].astype(np.int64)).to(options.device))
        members[f"activations/{hyper['id']}"] = hidden.cpu().numpy()
        members[f"probabilities/{hyper['id']}"] = probabilities.double().cpu().numpy()
        row = {key: value for key, value in hyper.items() if key != 'netfoldDivergedAt'}
        table.append({**row, 'trainLoss': curve[-1][0], 'testLoss': curve[-1][1], 'trainAccuracy': curve[-1][2], 'testAccuracy': accuracy})
    if table:
        text = io.StringIO()
        writer = csv.DictWriter(text, list(table[0]))
        writer.writeheader()
        writer.writerows(table)
        members['networks.csv'] = np.array(text.getvalue())
    np.savez(options.out, **members)
    print(f'{len(table)} networks are in {options.out}: drop it on Netfold.')
    if differences:
        close = sum(difference <= 0.01 for difference in differences)
        print(f'Test accuracies: {close} of {len(differences)} within 0.01 of Netfold\'s; they differ by {np.median(differences):.4f} (median), by {max(differences):.4f} at most.')
        print('Networks at the edge of stability amplify rounding: those may end elsewhere.')


if __name__ == '__main__':
    main()
`
