package cloud.somersault.simulators.stabilizer;

import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.random.ShotRandom;
import cloud.somersault.simulators.simd.BitRows;
import cloud.somersault.simulators.simd.BitTranspose;
import java.util.Arrays;
import java.util.List;

/**
 * Pauli frames: the Pauli operator by which each shot differs from the transcript, for a block of
 * {@value ErrorHits#SHOTS} shots at a time. Sources: E. Knill, Nature 434, 39 (2005); C. Gidney,
 * Quantum 5, 497 (2021), section 3.
 *
 * <p>Row q says which shots have an X on qubit q, row qubits + q which have a Z. The circuit
 * becomes once a list of exclusive ors of such rows; gates that only exchange rows (H, SWAP) leave
 * nothing behind but other row numbers. Rows are turned into the records' words at the end, 64 bits
 * of 64 shots at a time.
 */
final class FrameSampler implements StraightLine.BlockSampler {
    private static final int WORDS = ErrorHits.SHOTS / Long.SIZE;

    /** to ^= from. */
    private static final int ADD = 0;

    /** A row is copied to a bit's. */
    private static final int READ = 1;

    /** A row becomes 0. */
    private static final int CLEAR = 2;

    /** A coin's row is added to another. */
    private static final int TOSS = 3;

    /** Errors of a site. */
    private static final int FAULT = 4;

    private static final int STEP_INTS = 3;

    private final ShotRandom random;
    private final ErrorSite[] sites;
    private final int[][] siteRows;
    private final int[] program;
    private final int coins;
    private final int firstWord;
    private final int words;
    private final long[] reference;
    private final long[] rows;
    private final long[] bits;
    private final long[] coinRows;
    private final int[] firstHit;
    private final int[] hitsEnd;
    private int length;
    private final int[] rowOf;

    FrameSampler(Transcript transcript, long[] reference, ShotRandom random, int firstWord) {
        this.random = random;
        this.firstWord = firstWord;
        this.reference = reference;
        this.words = reference.length;
        this.coins = transcript.coins();
        this.sites = transcript.sites().toArray(ErrorSite[]::new);
        this.siteRows = new int[sites.length][];
        this.firstHit = new int[sites.length];
        this.hitsEnd = new int[sites.length];
        int qubits = transcript.qubits();
        this.rowOf = new int[2 * qubits];
        Arrays.setAll(rowOf, row -> row);
        this.program = new int[STEP_INTS * steps(transcript)];
        compile(transcript.events(), qubits);
        this.rows = new long[2 * qubits * WORDS];
        this.bits = new long[words * Long.SIZE * WORDS];
        this.coinRows = new long[(coins + Long.SIZE - 1) / Long.SIZE * Long.SIZE * WORDS];
    }

    /** The length of the list. */
    static int steps(Transcript transcript) {
        int steps = 0;
        for (var event : transcript.events()) {
            steps +=
                    switch (event) {
                        case Event.Turn turn -> turn.gate().frameRows().additions().length / 2;
                        case Event.Read read -> 2 + read.chance().factors().length;
                        case Event.Clear clear -> 2 + clear.chance().factors().length;
                        case Event.Fault _ -> 1;
                    };
        }
        return steps;
    }

    private void compile(List<Event> events, int qubits) {
        int site = 0;
        for (var event : events) {
            switch (event) {
                case Event.Turn turn -> turn(turn, qubits);
                case Event.Read(int qubit, int bit, var chance) -> {
                    toss(chance);
                    if (bit != Event.UNRECORDED) {
                        step(READ, bit - firstWord * Long.SIZE, rowOf[qubit]);
                    }
                    step(CLEAR, rowOf[qubits + qubit], 0);
                }
                case Event.Clear(int qubit, var chance) -> {
                    toss(chance);
                    step(CLEAR, rowOf[qubit], 0);
                    step(CLEAR, rowOf[qubits + qubit], 0);
                }
                case Event.Fault fault -> {
                    var at = fault.site().rows(qubits);
                    for (int i = 0; i < at.length; i++) {
                        at[i] = rowOf[at[i]];
                    }
                    siteRows[site] = at;
                    step(FAULT, site++, 0);
                }
            }
        }
    }

    private void turn(Event.Turn turn, int qubits) {
        var gate = turn.gate();
        var at =
                gate.operands() == 1
                        ? new int[] {turn.first(), qubits + turn.first()}
                        : new int[] {
                            turn.first(),
                            turn.second(),
                            qubits + turn.first(),
                            qubits + turn.second()
                        };
        var before = Arrays.stream(at).map(row -> rowOf[row]).toArray();
        for (int i = 0; i < at.length; i++) {
            rowOf[at[i]] = before[gate.frameRows().order()[i]];
        }
        var additions = gate.frameRows().additions();
        for (int i = 0; i < additions.length; i += 2) {
            step(ADD, rowOf[at[additions[i]]], rowOf[at[additions[i + 1]]]);
        }
    }

    private void toss(Chance chance) {
        for (int factor : chance.factors()) {
            step(TOSS, rowOf[factor], chance.coin());
        }
    }

    private void step(int what, int to, int from) {
        program[length++] = what;
        program[length++] = to;
        program[length++] = from;
    }

    @Override
    public int shotsAtOnce() {
        return ErrorHits.SHOTS;
    }

    @Override
    public void toss(long first, ShotRecords records, int at, int shots) {
        // Coins and reference come with the frames.
    }

    @Override
    public void disturb(
            long block, ErrorHits hits, int from, int to, int shift, ShotRecords records) {
        Arrays.fill(rows, 0);
        toss(block);
        index(hits);
        for (int at = 0; at < length; at += STEP_INTS) {
            int target = program[at + 1];
            int source = program[at + 2];
            switch (program[at]) {
                case ADD -> BitRows.xor(rows, target * WORDS, rows, source * WORDS, WORDS);
                case TOSS -> BitRows.xor(rows, target * WORDS, coinRows, source * WORDS, WORDS);
                case READ -> System.arraycopy(rows, source * WORDS, bits, target * WORDS, WORDS);
                case CLEAR -> Arrays.fill(rows, target * WORDS, (target + 1) * WORDS, 0);
                case FAULT -> fault(target, hits);
                default -> throw new IllegalStateException("no step " + program[at]);
            }
        }
        write(from, to, shift, records);
    }

    private void toss(long block) {
        var drawn = new long[2][ErrorHits.SHOTS];
        var square = new long[Long.SIZE];
        for (int draw = 0; draw * Long.SIZE < coins; draw++) {
            if (draw % 2 == 0) {
                random.fillShots(
                        block * ErrorHits.SHOTS, draw, drawn[0], drawn[1], ErrorHits.SHOTS);
            }
            for (int word = 0; word < WORDS; word++) {
                System.arraycopy(drawn[draw % 2], word * Long.SIZE, square, 0, Long.SIZE);
                BitTranspose.transpose(square);
                for (int coin = 0; coin < Long.SIZE; coin++) {
                    coinRows[(draw * Long.SIZE + coin) * WORDS + word] = square[coin];
                }
            }
        }
    }

    /** Where each site's errors begin and end. */
    private void index(ErrorHits hits) {
        int hit = 0;
        for (int place = 0; place < hits.sites().length; place++) {
            int site = hits.sites()[place];
            firstHit[site] = hit;
            while (hit < hits.hits() && hits.places()[hit] >>> ErrorHits.SHOT_BITS == place) {
                hit++;
            }
            hitsEnd[site] = hit;
        }
    }

    private void fault(int number, ErrorHits hits) {
        for (int hit = firstHit[number]; hit < hitsEnd[number]; hit++) {
            int shot = hits.places()[hit] & ErrorHits.SHOTS - 1;
            int error = sites[number].errors()[sites[number].pick(hits.choices()[hit])];
            for (int row : siteRows[number]) {
                rows[row * WORDS + (shot >> 6)] ^= (long) (error & 1) << shot;
                error >>= 1;
            }
        }
    }

    private void write(int from, int to, int shift, ShotRecords records) {
        var data = records.data();
        var square = new long[Long.SIZE];
        for (int word = 0; word < words; word++) {
            for (int part = from >> 6; part << 6 < to; part++) {
                for (int bit = 0; bit < Long.SIZE; bit++) {
                    square[bit] = bits[(word * Long.SIZE + bit) * WORDS + part];
                }
                BitTranspose.transpose(square);
                int last = Math.min(to, part + 1 << 6);
                for (int shot = Math.max(from, part << 6); shot < last; shot++) {
                    data[(shot + shift) * records.words() + firstWord + word] ^=
                            square[shot & 63] ^ reference[word];
                }
            }
        }
    }
}
