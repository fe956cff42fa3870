package cloud.somersault.persistence.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * The hash tree of RFC 6962, section 2.1, with SHA-256: a leaf is hashed with a byte 0 before it,
 * two subtrees with a byte 1, and the left subtree has the greatest power of two of leaves that
 * leaves one at least to the right. Nobody can show a proof of inclusion of what is not in it.
 */
public final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private MerkleTree() {}

    /** The hash of a leaf, 32 bytes. */
    public static byte[] leaf(byte[] content) {
        var sha256 = sha256();
        sha256.update(LEAF);
        return sha256.digest(content);
    }

    /**
     * The root over leaves in their order; that of no leaves is SHA-256 of nothing.
     *
     * @param leaves hashes of {@link #leaf}
     */
    public static byte[] root(List<byte[]> leaves) {
        return switch (leaves.size()) {
            case 0 -> sha256().digest();
            case 1 -> leaves.getFirst().clone();
            default -> {
                int left = left(leaves.size());
                yield node(
                        root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
            }
        };
    }

    /**
     * What proves that a leaf is in the tree: the hashes beside its way to the root, leaf first.
     */
    public static List<byte[]> path(List<byte[]> leaves, int index) {
        if (leaves.size() == 1) {
            return List.of();
        }
        int left = left(leaves.size());
        var one = leaves.subList(0, left);
        var other = leaves.subList(left, leaves.size());
        var path = new ArrayList<>(index < left ? path(one, index) : path(other, index - left));
        path.add(root(index < left ? other : one));
        return path;
    }

    /**
     * The root that a leaf and its path give.
     *
     * @param index of the leaf, from 0
     * @param size how many leaves the tree has
     * @throws IllegalArgumentException when there is no such leaf, or the path is of another length
     */
    public static byte[] root(byte[] leaf, int index, int size, List<byte[]> path) {
        if (!(index >= 0 && index < size)) {
            throw new IllegalArgumentException(
                    "a tree of %d leaves has no leaf %d".formatted(size, index));
        }
        if (size == 1) {
            if (!path.isEmpty()) {
                throw new IllegalArgumentException("the path is too long");
            }
            return leaf;
        }
        if (path.isEmpty()) {
            throw new IllegalArgumentException("the path is too short");
        }
        int left = left(size);
        var beside = path.getLast();
        var below = path.subList(0, path.size() - 1);
        return index < left
                ? node(root(leaf, index, left, below), beside)
                : node(beside, root(leaf, index - left, size - left, below));
    }

    private static int left(int size) {
        return Integer.highestOneBit(size - 1);
    }

    private static byte[] node(byte[] left, byte[] right) {
        var sha256 = sha256();
        sha256.update(NODE);
        sha256.update(left);
        return sha256.digest(right);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
