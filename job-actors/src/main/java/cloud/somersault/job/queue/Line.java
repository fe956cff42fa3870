package cloud.somersault.job.queue;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Things in order, each with a weight, where everything takes logarithmic time: adding, removing,
 * the first, how many stand before one, and what those weigh together. A treap (Seidel and Aragon,
 * Algorithmica 16, 1996): a search tree by the order and a heap by numbers that are scrambled from
 * a counter, so that its shape depends on nothing but the sequence of calls.
 *
 * <p>Not thread-safe.
 *
 * @param <E> no two compare as equal
 */
final class Line<E> {
    private final Comparator<? super E> order;
    private final ToDoubleFunction<? super E> weight;
    private long added;
    private @Nullable Node<E> root;

    private static final class Node<E> {
        final E element;
        final double weight;
        final long heap;
        @Nullable Node<E> left;
        @Nullable Node<E> right;
        int size = 1;
        double sum;

        Node(E element, double weight, long heap) {
            this.element = element;
            this.weight = weight;
            this.heap = heap;
            this.sum = weight;
        }

        void update() {
            size = 1 + size(left) + size(right);
            sum = weight + sum(left) + sum(right);
        }
    }

    private record Split<E>(@Nullable Node<E> before, @Nullable Node<E> after) {}

    Line(Comparator<? super E> order, ToDoubleFunction<? super E> weight) {
        this.order = order;
        this.weight = weight;
    }

    private static int size(@Nullable Node<?> node) {
        return node == null ? 0 : node.size;
    }

    private static double sum(@Nullable Node<?> node) {
        return node == null ? 0 : node.sum;
    }

    int size() {
        return size(root);
    }

    boolean isEmpty() {
        return root == null;
    }

    /** What all weigh together. */
    double sum() {
        return sum(root);
    }

    void add(E element) {
        var node = new Node<E>(element, weight.applyAsDouble(element), scrambled(added++));
        var parts = split(root, element);
        root = merge(merge(parts.before(), node), parts.after());
    }

    /** SplitMix64: neighbours in, strangers out. */
    private static long scrambled(long counter) {
        long z = (counter + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Those before an element, and it with those after it. */
    private Split<E> split(@Nullable Node<E> node, E at) {
        if (node == null) {
            return new Split<>(null, null);
        }
        if (order.compare(node.element, at) < 0) {
            var parts = split(node.right, at);
            node.right = parts.before();
            node.update();
            return new Split<>(node, parts.after());
        }
        var parts = split(node.left, at);
        node.left = parts.after();
        node.update();
        return new Split<>(parts.before(), node);
    }

    private static <E> @Nullable Node<E> merge(@Nullable Node<E> left, @Nullable Node<E> right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        if (left.heap < right.heap) {
            left.right = merge(left.right, right);
            left.update();
            return left;
        }
        right.left = merge(left, right.left);
        right.update();
        return right;
    }

    Optional<E> first() {
        var node = root;
        if (node == null) {
            return Optional.empty();
        }
        while (node.left != null) {
            node = node.left;
        }
        return Optional.of(node.element);
    }

    boolean remove(E element) {
        int before = size();
        root = without(root, element);
        return size() < before;
    }

    private @Nullable Node<E> without(@Nullable Node<E> node, E element) {
        if (node == null) {
            return null;
        }
        int compared = order.compare(element, node.element);
        if (compared == 0) {
            return merge(node.left, node.right);
        }
        if (compared < 0) {
            node.left = without(node.left, element);
        } else {
            node.right = without(node.right, element);
        }
        node.update();
        return node;
    }

    /** How many stand before this element. */
    int countBefore(E element) {
        int count = 0;
        for (var node = root; node != null; ) {
            if (order.compare(node.element, element) < 0) {
                count += 1 + size(node.left);
                node = node.right;
            } else {
                node = node.left;
            }
        }
        return count;
    }

    /** What those before this element weigh together. */
    double sumBefore(E element) {
        double sum = 0;
        for (var node = root; node != null; ) {
            if (order.compare(node.element, element) < 0) {
                sum += node.weight + sum(node.left);
                node = node.right;
            } else {
                node = node.left;
            }
        }
        return sum;
    }

    /**
     * How many have less than this weight before them.
     *
     * @param orEqual whether those with exactly so much count too
     */
    int countStartingBelow(double limit, boolean orEqual) {
        int count = 0;
        double before = 0;
        for (var node = root; node != null; ) {
            double own = before + sum(node.left);
            if (own < limit || (orEqual && own == limit)) {
                count += 1 + size(node.left);
                before = own + node.weight;
                node = node.right;
            } else {
                node = node.left;
            }
        }
        return count;
    }
}
