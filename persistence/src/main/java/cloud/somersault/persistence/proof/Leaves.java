package cloud.somersault.persistence.proof;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The leaves of a checkpoint: one for each entity that has events since the checkpoint before it,
 * in the order of their ids. Kept beside the log as lines, each with its end.
 */
public record Leaves(List<Leaf> all) {
    public Leaves {
        all = all.stream().sorted(Leaf.ORDER).toList();
    }

    /** In any order. */
    public static Leaves of(Collection<Leaf> leaves) {
        return new Leaves(List.copyOf(leaves));
    }

    /** The root of their tree, lower-case hex. */
    public String root() {
        return HexFormat.of().formatHex(MerkleTree.root(hashes()));
    }

    private List<byte[]> hashes() {
        return all.stream().map(Leaf::hash).toList();
    }

    /** The proof that an entity is among them, if it is. */
    public Optional<Inclusion> inclusion(String persistenceId) {
        for (int index = 0; index < all.size(); index++) {
            if (all.get(index).persistenceId().equals(persistenceId)) {
                return Optional.of(
                        new Inclusion(
                                all.get(index),
                                index,
                                all.size(),
                                MerkleTree.path(hashes(), index).stream()
                                        .map(HexFormat.of()::formatHex)
                                        .toList()));
            }
        }
        return Optional.empty();
    }

    /** As they are kept. */
    public byte[] document() {
        var text = new StringBuilder();
        all.forEach(leaf -> text.append(leaf.line()).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * As they were kept.
     *
     * @throws IllegalArgumentException when these are none
     */
    public static Leaves parse(byte[] document) {
        return new Leaves(
                new String(document, StandardCharsets.UTF_8).lines().map(Leaf::parse).toList());
    }
}
