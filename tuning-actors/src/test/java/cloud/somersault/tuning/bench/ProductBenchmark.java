package cloud.somersault.tuning.bench;

import cloud.somersault.tuning.tensor.MappedMatrix;
import cloud.somersault.tuning.tensor.NumberFormat;
import cloud.somersault.tuning.tensor.Products;
import cloud.somersault.tuning.tensor.SeededDraws;
import cloud.somersault.tuning.tensor.Workers;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;

/**
 * The products of the linear layers of a 1.78 B network on 64 tokens, forward and by the inputs,
 * beside OpenBLAS (apt: libopenblas0) in turns on one thread each. Ours read bfloat16 weights, as
 * the file has them; OpenBLAS gets the same weights widened beforehand. GF/s of CPU time.
 */
public final class ProductBenchmark {
    private static final int ROWS = 64;
    private static final int[][] SHAPES = {
        {1536, 1536}, {256, 1536}, {8960, 1536}, {1536, 8960}, {18_992, 1536}
    };
    private static final long WEIGHT_BYTES = 64L << 20;
    private static final int ROUNDS = 9;

    private static final int ROW_MAJOR = 101;
    private static final int NOT_TRANSPOSED = 111;
    private static final int TRANSPOSED = 112;

    private ProductBenchmark() {}

    /** Needs no arguments; without OpenBLAS only our own figures are printed. */
    public static void main(String[] arguments) throws Throwable {
        var peer = openBlas();
        System.out.printf(
                "%-14s %10s %10s %10s %10s%n",
                "out x in", "forward", "OpenBLAS", "backward", "OpenBLAS");
        double ratios = 0;
        for (var shape : SHAPES) {
            var speeds = shape(shape[0], shape[1], peer);
            System.out.printf(
                    "%-14s %10.1f %10.1f %10.1f %10.1f%n",
                    shape[0] + " x " + shape[1], speeds[0], speeds[1], speeds[2], speeds[3]);
            ratios += Math.log(speeds[0] / speeds[1]) + Math.log(speeds[2] / speeds[3]);
        }
        if (peer.isPresent()) {
            System.out.printf(
                    "ours over OpenBLAS, geometric mean: %.2f%n",
                    Math.exp(ratios / (2 * SHAPES.length)));
        }
    }

    private static double[] shape(int out, int in, Optional<MethodHandle> peer) throws Throwable {
        int copies = (int) Math.max(1, WEIGHT_BYTES / (2L * out * in));
        try (var arena = Arena.ofShared();
                var workers = new Workers(1)) {
            var products = new Products(workers);
            var draws = new SeededDraws(3);
            var narrow = arena.allocate(2L * out * in * copies, 64);
            var wide = arena.allocate(4L * out * in * copies, 64);
            for (long i = 0; i < (long) out * in * copies; i++) {
                short half = NumberFormat.toBfloat16((float) (draws.uniform() - 0.5));
                narrow.setAtIndex(ValueLayout.JAVA_SHORT, i, half);
                wide.setAtIndex(ValueLayout.JAVA_FLOAT, i, Float.intBitsToFloat(half << 16));
            }
            var x = draws.normals(ROWS * in, 1);
            var y = new float[ROWS * out];
            var dX = new float[ROWS * in];
            var xs = arena.allocateFrom(ValueLayout.JAVA_FLOAT, x);
            var ys = arena.allocate(4L * ROWS * out, 64);
            var weights = new MappedMatrix[copies];
            for (int i = 0; i < copies; i++) {
                long bytes = 2L * out * in;
                weights[i] =
                        new MappedMatrix(
                                out, in, NumberFormat.BF16, narrow.asSlice(i * bytes, bytes));
            }
            var times = new double[4][ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                long t0 = cpu();
                for (var w : weights) {
                    products.forward(w, new float[0], x, ROWS, y);
                }
                long t1 = cpu();
                for (int i = 0; i < copies && peer.isPresent(); i++) {
                    multiply(
                            peer.get(),
                            TRANSPOSED,
                            out,
                            in,
                            xs,
                            wide.asSlice(4L * i * out * in),
                            ys);
                }
                long t2 = cpu();
                for (var w : weights) {
                    products.inputGradient(w, y, ROWS, dX, false);
                }
                long t3 = cpu();
                for (int i = 0; i < copies && peer.isPresent(); i++) {
                    multiply(
                            peer.get(),
                            NOT_TRANSPOSED,
                            in,
                            out,
                            ys,
                            wide.asSlice(4L * i * out * in),
                            xs);
                }
                long t4 = cpu();
                MemorySegment.copy(x, 0, xs, ValueLayout.JAVA_FLOAT, 0, x.length);
                times[0][round] = t1 - t0;
                times[1][round] = t2 - t1;
                times[2][round] = t3 - t2;
                times[3][round] = t4 - t3;
            }
            double operations = 2.0 * ROWS * out * in * copies;
            return Arrays.stream(times).mapToDouble(each -> operations / median(each)).toArray();
        }
    }

    /**
     * c [ROWS, columns] = a [ROWS, inner] b, or b transposed, whose rows are as long as they lie.
     */
    private static void multiply(
            MethodHandle sgemm,
            int transposed,
            int columns,
            int inner,
            MemorySegment a,
            MemorySegment b,
            MemorySegment c)
            throws Throwable {
        int lineOfB = transposed == TRANSPOSED ? inner : columns;
        sgemm.invokeExact(
                ROW_MAJOR,
                NOT_TRANSPOSED,
                transposed,
                ROWS,
                columns,
                inner,
                1f,
                a,
                inner,
                b,
                lineOfB,
                0f,
                c,
                columns);
    }

    private static Optional<MethodHandle> openBlas() throws Throwable {
        SymbolLookup library;
        try {
            library = SymbolLookup.libraryLookup("libopenblas.so.0", Arena.global());
        } catch (IllegalArgumentException missing) {
            System.out.println("OpenBLAS is not installed (apt: libopenblas0)");
            return Optional.empty();
        }
        var linker = Linker.nativeLinker();
        var i = ValueLayout.JAVA_INT;
        var f = ValueLayout.JAVA_FLOAT;
        var p = ValueLayout.ADDRESS;
        linker.downcallHandle(
                        library.find("openblas_set_num_threads").orElseThrow(),
                        FunctionDescriptor.ofVoid(i))
                .invokeExact(1);
        return library.find("cblas_sgemm")
                .map(symbol ->
                        linker.downcallHandle(
                                symbol,
                                FunctionDescriptor.ofVoid(
                                        i, i, i, i, i, i, f, p, i, p, i, f, p, i)));
    }

    private static double median(double[] values) {
        var sorted = Arrays.copyOfRange(values, 2, values.length);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
