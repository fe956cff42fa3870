package cloud.somersault.persistence.proof;

import java.util.HexFormat;
import java.util.List;

/**
 * That a leaf is in the tree of a checkpoint.
 *
 * @param index of the leaf, from 0
 * @param size how many leaves the tree has
 * @param path the hashes beside its way to the root, leaf first, lower-case hex
 */
public record Inclusion(Leaf leaf, int index, int size, List<String> path) {
    public Inclusion {
        path = List.copyOf(path);
    }

    /**
     * The root that it gives, lower-case hex.
     *
     * @throws IllegalArgumentException when it is no proof at all
     */
    public String root() {
        return HexFormat.of()
                .formatHex(
                        MerkleTree.root(
                                leaf.hash(),
                                index,
                                size,
                                path.stream().map(HexFormat.of()::parseHex).toList()));
    }
}
