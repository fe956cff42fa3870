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
        records.flipAll(firstWord, reference);
        var sites = transcript.sites();
        var hits = ErrorHits.of(sites, ErrorSite::probability);
        var flips = transcript.flips();
        var misreadings = ErrorHits.of(flips, flip -> Math.max(flip.zeroToOne(), flip.oneToZero()));
        BlockSampler sampler =
                switch (way) {
                    case COLUMNS -> {
                        var columns = new ErrorColumns(transcript, firstWord, words, checkpoint);
                        new CoinSampler(columns, firstWord, random, checkpoint)
                                .sample(first, records);
                        yield new ColumnSampler(columns, sites, firstWord);
                    }
                    case FRAMES -> new FrameSampler(transcript, random, firstWord, words);
                };
        if (sites.isEmpty() && flips.isEmpty() && way == Way.COLUMNS) {
            return;
        }
        long last = first + records.shots() - 1;
        for (long block = first / ErrorHits.SHOTS; block <= last / ErrorHits.SHOTS; block++) {
            checkpoint.pass();
            long start = block * ErrorHits.SHOTS;
            int from = (int) Math.max(0, first - start);
            int to = (int) Math.min(ErrorHits.SHOTS, last + 1 - start);
            int shift = (int) (start - first);
            int drawn = hits.draw(random, block, 0);
            sampler.sample(block, hits, from, to, shift, records);
            if (!flips.isEmpty()) {
                misreadings.draw(random, block, drawn);
                misread(misreadings, from, to, shift, records);
            }
        }
    }

    /** Some shots of a block. */
    @FunctionalInterface
    interface BlockSampler {
        /**
         * Adds what coins and errors flip, unless something else has done so for the coins.
         *
         * @param from first shot of the block that is wanted
         * @param to one after the last
         * @param shift what to add to a shot of the block to have its place in the records
         */
        void sample(long block, ErrorHits hits, int from, int to, int shift, ShotRecords records);
    }

    /** Errors that can go wrong in one direction more than in the other look at the bit first. */
    private void misread(ErrorHits hits, int from, int to, int shift, ShotRecords records) {
        var places = hits.sites();
        var firstHit = hits.firstHit();
        for (int place = 0; place < places.length; place++) {
            if (firstHit[place] == firstHit[place + 1]) {
                continue;
            }
            var flip = transcript.flips().get(places[place]);
            double most = Math.max(flip.zeroToOne(), flip.oneToZero());
            for (int hit = firstHit[place]; hit < firstHit[place + 1]; hit++) {
                int shot = hits.shots()[hit];
                if (shot >= from && shot < to) {
                    boolean one = records.get(shot + shift, flip.bit());
                    double share = (one ? flip.oneToZero() : flip.zeroToOne()) / most;
                    if ((hits.choices()[hit] >>> 11) * ULP < share) {
                        records.set(shot + shift, flip.bit(), !one);
                    }
                }
            }
        }
    }

    /** Adds the columns of the errors that happened. */
    private static final class ColumnSampler implements BlockSampler {
        private final ErrorSite[] sites;
        private final long[][] tables;
        private final int words;
        private final int firstWord;

        ColumnSampler(ErrorColumns columns, java.util.List<ErrorSite> sites, int firstWord) {
            this.sites = sites.toArray(ErrorSite[]::new);
            this.tables = columns.errors();
            this.words = columns.words();
            this.firstWord = firstWord;
        }

        @Override
        public void sample(
                long block, ErrorHits hits, int from, int to, int shift, ShotRecords records) {
            var places = hits.sites();
            var firstHit = hits.firstHit();
            var shots = hits.shots();
            var choices = hits.choices();
            var data = records.data();
            int stride = records.words();
            for (int place = 0; place < places.length; place++) {
                int end = firstHit[place + 1];
                if (firstHit[place] == end) {
                    continue;
                }
                var site = sites[places[place]];
                var table = tables[places[place]];
                for (int hit = firstHit[place]; hit < end; hit++) {
                    int shot = shots[hit];
                    if (shot >= from && shot < to) {
                        int column = site.pick(choices[hit]) * words;
                        int at = (shot + shift) * stride + firstWord;
                        for (int word = 0; word < words; word++) {
                            data[at + word] ^= table[column + word];
                        }
                    }
                }
            }
        }
    }
}
