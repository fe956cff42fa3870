package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.simd.ComplexMatrix;
import cloud.somersault.simulators.simd.ComplexProducts;
import cloud.somersault.simulators.simd.PairKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A pure state of n qubits as a chain of tensors in mixed canonical form: those left of the centre
 * are isometries to the right, those right of it isometries to the left, and the centre carries the
 * norm (U. Schollwoeck, Annals of Physics 326, 96, 2011, section 4). What a truncation at the
 * centre discards is then exactly what the state loses, and the best choice at the centre is the
 * best for the state.
 *
 * <p>A two-qubit gate goes to a pair of neighbours: the centre comes to them (QR at each place on
 * the way), both tensors and the gate are multiplied together, and {@link Splitter} takes them
 * apart again. Qubits that are not neighbours are brought together by exchanging neighbours, and
 * stay where they are: which qubit stands where is part of the state.
 *
 * <p>Bond dimensions adapt: a bond has what its rank needs, up to the maximum, where the smallest
 * Schmidt values are dropped, the norm is made one again, and the weight is remembered in {@link
 * #logFidelity}. Tensors are never written to after they are made, so a copy of a state costs n
 * references.
 *
 * <p>Rejected: Vidal's form with a vector of Schmidt values on each bond, which needs no moving of
 * a centre but divides by small numbers, and loses its orthogonality with every truncation, so that
 * neither the choice nor the reported error are right any more.
 */
public final class MatrixProductState implements Chain {
    /** Discarded weights below this are rounding and no truncation. */
    private static final double ROUNDING = 1e-24;

    private static final double[] EXCHANGE = TwoQubitMatrix.exchange();

    private final MpsWorkspace workspace;
    private final Site[] sites;
    private final int[] qubitAt;
    private final int[] positionOf;
    private int centre;
    private double logFidelity;

    /** Which way the centre went last, and goes on. */
    private boolean leftwards;

    /**
     * All qubits in |0>.
     *
     * @param order the qubits from left to right
     */
    MatrixProductState(int[] order, MpsWorkspace workspace) {
        this.workspace = workspace;
        this.qubitAt = order.clone();
        this.positionOf = new int[order.length];
        this.sites = new Site[order.length];
        for (int p = 0; p < order.length; p++) {
            positionOf[order[p]] = p;
            sites[p] = Site.zero();
        }
    }

    /**
     * The state after a plan of unitary steps.
     *
     * @throws IllegalArgumentException if the plan has other steps
     */
    public static MatrixProductState of(Plan plan, MpsOptions options, Checkpoint checkpoint) {
        var program = MpsProgram.of(plan, QubitOrder.of(plan, options, checkpoint));
        var state = new MatrixProductState(program.order(), new MpsWorkspace(options));
        var pending = new PendingGates(program);
        for (int at = 0; at < program.size(); at++) {
            checkpoint.pass();
            switch (program.get(at)) {
                case MpsInstruction.One(int qubit, var matrix) -> pending.fold(qubit, matrix);
                case MpsInstruction.Two two -> pending.interact(two, at, state, checkpoint);
                case MpsInstruction.Many many -> pending.interact(many, state, checkpoint);
                case MpsInstruction other ->
                        throw new IllegalArgumentException("not unitary: " + other);
            }
        }
        pending.applyAll(state, checkpoint);
        return state;
    }

    private MatrixProductState(MatrixProductState other) {
        workspace = other.workspace;
        sites = other.sites.clone();
        qubitAt = other.qubitAt.clone();
        positionOf = other.positionOf.clone();
        centre = other.centre;
        logFidelity = other.logFidelity;
        leftwards = other.leftwards;
    }

    /** The same state, to go another way. */
    MatrixProductState copy() {
        return new MatrixProductState(this);
    }

    @Override
    public int qubits() {
        return sites.length;
    }

    @Override
    public int position(int qubit) {
        return positionOf[qubit];
    }

    @Override
    public int qubitAt(int position) {
        return qubitAt[position];
    }

    Site site(int position) {
        return sites[position];
    }

    @Override
    public int centre() {
        return centre;
    }

    /** The dimension of the bond right of a place. */
    int bond(int position) {
        return sites[position].right;
    }

    /** The largest bond dimension there is now. */
    public int bondMost() {
        int most = 1;
        for (var site : sites) {
            most = Math.max(most, site.right);
        }
        return most;
    }

    /** Bytes of all tensors. */
    public long bytes() {
        long sum = 0;
        for (var site : sites) {
            sum += site.bytes();
        }
        return sum;
    }

    /**
     * The sum of ln(1 - discarded weight) over all truncations: its exponential estimates the
     * fidelity |<exact|this>|^2.
     */
    public double logFidelity() {
        return logFidelity;
    }

    /** A unitary leaves the canonical form alone, wherever it acts. */
    @Override
    public void applyUnitary(int qubit, double[] matrix) {
        int p = positionOf[qubit];
        sites[p] = sites[p].times(matrix);
    }

    @Override
    public void applyNormalising(int qubit, double[] matrix, Checkpoint checkpoint) {
        int p = positionOf[qubit];
        moveCentre(p, checkpoint);
        var applied = sites[p].times(matrix);
        double norm = applied.weight(0) + applied.weight(1);
        if (!(norm > 0)) {
            throw new IllegalStateException("nothing is left of the state");
        }
        scale(applied, 1 / Math.sqrt(norm));
        sites[p] = applied;
    }

    /** The reduced density matrix of a qubit, to which the centre moves: 4 (re, im) pairs. */
    double[] density(int qubit, Checkpoint checkpoint) {
        int p = positionOf[qubit];
        moveCentre(p, checkpoint);
        var site = sites[p];
        return PairDensity.of(site.tensor, 2, site.row(), site.right, site.left);
    }

    /** The same of two neighbours, index 2 s(left) + s(right): 16 pairs. */
    double[] pairDensity(int p, Checkpoint checkpoint) {
        moveCentre(centre < p ? p : Math.min(centre, p + 1), checkpoint);
        var theta = theta(p, checkpoint);
        int length = sites[p + 1].row();
        return PairDensity.of(theta, 4, length, sites[p + 1].right, sites[p].left);
    }

    /** P(1) relative to P(0) + P(1), from the tensor of the qubit, to which the centre moves. */
    public double probabilityOfOne(int qubit, Checkpoint checkpoint) {
        int p = positionOf[qubit];
        moveCentre(p, checkpoint);
        double ones = sites[p].weight(1);
        return ones / (ones + sites[p].weight(0));
    }

    @Override
    public void exchange(int p, Checkpoint checkpoint) {
        apply(p, EXCHANGE, 4, checkpoint);
        int left = qubitAt[p];
        qubitAt[p] = qubitAt[p + 1];
        qubitAt[p + 1] = left;
        positionOf[qubitAt[p]] = p;
        positionOf[qubitAt[p + 1]] = p + 1;
    }

    @Override
    public void apply(int p, double[] matrix, int operatorRank, Checkpoint checkpoint) {
        if (centre < p) {
            leftwards = false;
            moveCentre(p, checkpoint);
        } else if (centre > p + 1) {
            leftwards = true;
            moveCentre(p + 1, checkpoint);
        }
        var a = sites[p];
        var b = sites[p + 1];
        var theta = theta(p, checkpoint);
        PairKernels.apply(matrix, theta.re, theta.im, 0, b.row(), a.left);
        int rankMost =
                Math.min(
                        Math.min(2 * a.left, 2 * b.right),
                        (int) Math.min((long) operatorRank * a.right, 1 << 20));
        if (leftwards) {
            splitLeftwards(p, a.left, b, theta, rankMost, checkpoint);
        } else {
            splitRightwards(p, a.left, b, theta, rankMost, checkpoint);
        }
    }

    /** The tensors of two neighbours multiplied together: 2 left x 2 right. */
    private ComplexMatrix theta(int p, Checkpoint checkpoint) {
        checkpoint.pass();
        var a = sites[p];
        var b = sites[p + 1];
        int columns = 2 * b.row();
        var theta = workspace.theta.take(2 * a.left, columns, columns);
        ComplexProducts.multiply(
                2 * a.left, a.right, columns, a.tensor, b.wide(), theta, workspace.panel(a.right));
        return theta;
    }

    private void splitRightwards(
            int p, int left, Site b, ComplexMatrix theta, int rankMost, Checkpoint checkpoint) {
        var splitter = workspace.splitter;
        splitter.split(theta, 2 * left, 2 * b.row(), rankMost, checkpoint);
        int rank = splitter.rank();
        var isometry = Site.zeros(left, rank);
        copy(splitter.isometry(), 2 * left, rank, isometry.tensor);
        var rest = Site.zeros(rank, b.right);
        copy(splitter.rest(), rank, 2 * b.row(), rest.wide());
        sites[p] = isometry;
        sites[p + 1] = rest;
        centre = p + 1;
        normalise(rest, splitter.discarded());
    }

    private void splitLeftwards(
            int p, int left, Site b, ComplexMatrix theta, int rankMost, Checkpoint checkpoint) {
        var splitter = workspace.splitter;
        var dagger = workspace.dagger.take(2 * b.right, 2 * left);
        adjointOfWide(theta, 2 * left, b.right, b.row(), dagger);
        splitter.split(dagger, 2 * b.right, 2 * left, rankMost, checkpoint);
        int rank = splitter.rank();
        sites[p + 1] = adjointSite(splitter.isometry(), rank, b.right);
        var rest = Site.zeros(left, rank);
        Adjoints.write(splitter.rest(), rank, 2 * left, rest.tensor);
        sites[p] = rest;
        centre = p;
        normalise(rest, splitter.discarded());
    }

    @Override
    public void add(List<ProductOperator> terms, Checkpoint checkpoint) {
        int first = sites.length;
        int last = 0;
        for (var term : terms) {
            for (int qubit : term.matrices().keySet()) {
                first = Math.min(first, positionOf[qubit]);
                last = Math.max(last, positionOf[qubit]);
            }
        }
        moveCentre(first, checkpoint);
        for (int p = first; p <= last; p++) {
            checkpoint.pass();
            var summands = new ArrayList<Site>();
            summands.add(sites[p]);
            for (var term : terms) {
                var matrix = term.matrices().get(qubitAt[p]);
                summands.add(matrix == null ? sites[p] : sites[p].times(matrix));
            }
            sites[p] = Summing.sum(summands, p == first, p == last);
        }
        // What is right of the centre is no isometry any more: QR without any truncation makes it
        // canonical from the left, and only the way back may truncate.
        while (centre < last) {
            checkpoint.pass();
            moveRight(false, checkpoint);
        }
        normalise(sites[centre], 0);
        moveCentre(first, checkpoint);
    }

    /** Brings the centre to a place. */
    void moveCentre(int to, Checkpoint checkpoint) {
        while (centre < to) {
            checkpoint.pass();
            moveRight(true, checkpoint);
        }
        while (centre > to) {
            checkpoint.pass();
            moveLeft(checkpoint);
        }
    }

    private void moveRight(boolean truncating, Checkpoint checkpoint) {
        var splitter = workspace.splitter;
        var a = sites[centre];
        var b = sites[centre + 1];
        if (truncating) {
            splitter.split(a.tensor, 2 * a.left, a.right, a.right, checkpoint);
        } else {
            splitter.splitExactly(a.tensor, 2 * a.left, a.right, checkpoint);
        }
        int rank = splitter.rank();
        var isometry = Site.zeros(a.left, rank);
        copy(splitter.isometry(), 2 * a.left, rank, isometry.tensor);
        var next = Site.zeros(rank, b.right);
        ComplexProducts.multiply(
                rank,
                a.right,
                2 * b.row(),
                splitter.rest(),
                b.wide(),
                next.wide(),
                workspace.panel(a.right));
        sites[centre] = isometry;
        sites[++centre] = next;
        normalise(next, splitter.discarded());
    }

    private void moveLeft(Checkpoint checkpoint) {
        var splitter = workspace.splitter;
        var a = sites[centre - 1];
        var b = sites[centre];
        var dagger = workspace.dagger.take(2 * b.right, b.left);
        adjointOfWide(b.wide(), b.left, b.right, b.row(), dagger);
        splitter.split(dagger, 2 * b.right, b.left, b.left, checkpoint);
        int rank = splitter.rank();
        sites[centre] = adjointSite(splitter.isometry(), rank, b.right);
        var carried = workspace.theta.take(b.left, rank);
        Adjoints.write(splitter.rest(), rank, b.left, carried);
        var next = Site.zeros(a.left, rank);
        ComplexProducts.multiply(
                2 * a.left,
                a.right,
                next.row(),
                a.tensor,
                carried,
                next.tensor,
                workspace.panel(a.right));
        sites[--centre] = next;
        normalise(next, splitter.discarded());
    }

    private void normalise(Site site, double discarded) {
        if (discarded > ROUNDING) {
            logFidelity += StrictMath.log1p(-Math.min(discarded, 0.5));
        }
        double norm = site.weight(0) + site.weight(1);
        if (!(norm > 0)) {
            throw new IllegalStateException("nothing is left of the state");
        }
        scale(site, 1 / Math.sqrt(norm));
    }

    private static void scale(Site site, double factor) {
        var tensor = site.tensor;
        for (int i = 0; i < tensor.re.length; i++) {
            tensor.re[i] *= factor;
            tensor.im[i] *= factor;
        }
    }

    private static void copy(ComplexMatrix from, int rows, int columns, ComplexMatrix to) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(from.re, from.index(i, 0), to.re, to.index(i, 0), columns);
            System.arraycopy(from.im, from.index(i, 0), to.im, to.index(i, 0), columns);
        }
    }

    /** The adjoint of a matrix whose columns are (s, r), the two halves {@code half} apart. */
    private static void adjointOfWide(
            ComplexMatrix wide, int rows, int right, int half, ComplexMatrix into) {
        Adjoints.write(wide, rows, right, into);
        Adjoints.write(
                wide.from(half, wide.row), rows, right, into.from(right * into.row, into.row));
    }

    /** From columns (s, r) x rank the tensor rank x s x r of their adjoint. */
    private static Site adjointSite(ComplexMatrix isometry, int rank, int right) {
        var site = Site.zeros(rank, right);
        var wide = site.wide();
        Adjoints.write(isometry, right, rank, wide);
        Adjoints.write(
                isometry.from(right * isometry.row, isometry.row),
                right,
                rank,
                wide.from(site.row(), wide.row));
        return site;
    }

    /**
     * The amplitude of a basis state.
     *
     * @param ones whether a qubit is 1
     * @return (re, im)
     */
    public double[] amplitude(IntPredicate ones) {
        var re = new double[] {1};
        var im = new double[] {0};
        for (int p = 0; p < sites.length; p++) {
            var site = sites[p];
            int s = ones.test(qubitAt[p]) ? 1 : 0;
            var nextRe = new double[site.right];
            var nextIm = new double[site.right];
            for (int l = 0; l < site.left; l++) {
                int at = site.tensor.index(2 * l + s, 0);
                for (int r = 0; r < site.right; r++) {
                    double tRe = site.tensor.re[at + r];
                    double tIm = site.tensor.im[at + r];
                    nextRe[r] += re[l] * tRe - im[l] * tIm;
                    nextIm[r] += re[l] * tIm + im[l] * tRe;
                }
            }
            re = nextRe;
            im = nextIm;
        }
        return new double[] {re[0], im[0]};
    }
}
