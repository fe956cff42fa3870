package cloud.somersault.simulators.stabilizer;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.random.ShotRandom;

/**
 * Samples a transcript, many shots at a time. Two ways with the same counts to the last shot: by
 * {@link ErrorColumns}, whose cost grows with the bits that an error flips, or by {@link
 * FrameSampler}, whose cost grows with the length of the circuit.
 */
final class StraightLine {
    /** 64 MiB. */
    private static final double COLUMN_WORDS_MAX = 1 << 23;

    private static final double ULP = 0x1p-53;

    /** How the bits that coins and errors flip are found. */
    enum Way {
        COLUMNS,
        FRAMES
    }

    private final Transcript transcript;
    private final Way way;
    private final ShotRandom random;
    private final Checkpoint checkpoint;

    StraightLine(Transcript transcript, Way way, ShotRandom random, Checkpoint checkpoint) {
        this.transcript = transcript;
        this.way = way;
        this.random = random;
        this.checkpoint = checkpoint;
    }

    /**
     * The cheaper way, from the transcript alone. Nanoseconds a shot, measured on one core of an
     * AMD EPYC virtual machine on 2026-11-21: an error costs about 25 and half of one for each of
     * its words; a step of the frames 3 for 1024 shots; turning a word of bits to the shots 3.
     */
    static Way way(Transcript transcript, int words) {
        var sites = transcript.sites();
        if (ErrorColumns.size(transcript, sites, words) > COLUMN_WORDS_MAX) {
            return Way.FRAMES;
        }
        double hits = sites.stream().mapToDouble(ErrorSite::probability).sum();
        double columns = hits * (25 + 0.5 * words) + transcript.coins() / 8.0 * (0.5 + 0.5 * words);
        double frames =
                hits * 25 + 3.0 * FrameSampler.steps(transcript) / ErrorHits.SHOTS + 3.0 * words;
        return columns <= frames ? Way.COLUMNS : Way.FRAMES;
    }

    /** Writes all bits into all records, the first of shot {@code first}. */
    void sample(long first, ShotRecords records, int firstWord, int words) {
        var reference = new long[words];
        for (int bit : transcript.ones()) {
            reference[(bit >> 6) - firstWord] |= 1L << bit;
        }
        var sites = transcript.sites();
        var hits = ErrorHits.of(sites, ErrorSite::probability);
        var flips = transcript.flips();
        var misreadings = ErrorHits.of(flips, flip -> Math.max(flip.zeroToOne(), flip.oneToZero()));
        BlockSampler sampler =
                switch (way) {
                    case COLUMNS -> {
                        var columns = new ErrorColumns(transcript, firstWord, words, checkpoint);
                        var coins =
                                new CoinSampler(columns, reference, firstWord, random, checkpoint);
                        yield new ColumnSampler(columns, coins, sites, hits.sites(), firstWord);
                    }
                    case FRAMES -> new FrameSampler(transcript, reference, random, firstWord);
                };
        boolean noisy = !sites.isEmpty() || way == Way.FRAMES;
        long last = first + records.shots() - 1;
        int most = sampler.shotsAtOnce();
        for (long shot = first; shot <= last; ) {
            int shots = (int) Math.min(most - shot % most, last + 1 - shot);
            sampler.toss(shot, records, (int) (shot - first), shots);
            long end = shot + shots;
            for (long block = shot / ErrorHits.SHOTS; block * ErrorHits.SHOTS < end; block++) {
                checkpoint.pass();
                long start = block * ErrorHits.SHOTS;
                int from = (int) Math.max(0, shot - start);
                int to = (int) Math.min(ErrorHits.SHOTS, end - start);
                int shift = (int) (start - first);
                int drawn = noisy ? hits.draw(random, block, 0) : 0;
                if (noisy) {
                    sampler.disturb(block, hits, from, to, shift, records);
                }
                if (!flips.isEmpty()) {
                    misreadings.draw(random, block, drawn);
                    misread(misreadings, from, to, shift, records);
                }
            }
            shot = end;
        }
    }

    /** Makes the bits of some shots: first {@link #toss}, then {@link #disturb} for each block. */
    interface BlockSampler {
        /**
         * The best length of a pass, from one multiple of it to the next; a multiple of a block.
         */
        int shotsAtOnce();

        /** Adds the reference and what coins flip, unless that is better done with the errors. */
        void toss(long first, ShotRecords records, int at, int shots);

        /**
         * Adds what errors flip.
         *
         * @param from first shot of the block that is wanted
         * @param to one after the last
         * @param shift what to add to a shot of the block to have its place in the records
         */
        void disturb(long block, ErrorHits hits, int from, int to, int shift, ShotRecords records);
    }

    /** Errors that can go wrong in one direction more than in the other look at the bit first. */
    private void misread(ErrorHits hits, int from, int to, int shift, ShotRecords records) {
        for (int hit = 0; hit < hits.hits(); hit++) {
            int place = hits.places()[hit];
            int shot = place & ErrorHits.SHOTS - 1;
            if (shot >= from && shot < to) {
                var flip = transcript.flips().get(hits.sites()[place >>> ErrorHits.SHOT_BITS]);
                double most = Math.max(flip.zeroToOne(), flip.oneToZero());
                boolean one = records.get(shot + shift, flip.bit());
                double share = (one ? flip.oneToZero() : flip.zeroToOne()) / most;
                if ((hits.choices()[hit] >>> 11) * ULP < share) {
                    records.set(shot + shift, flip.bit(), !one);
                }
            }
        }
    }
}
