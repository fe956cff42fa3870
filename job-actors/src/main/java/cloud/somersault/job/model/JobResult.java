package cloud.somersault.job.model;

import cloud.somersault.circuits.Counts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * The counts of a job, circuit by circuit. Its canonical text is a line "circuit c bits b" for each
 * circuit in order, followed by one line "bitstring count" each in the bitstrings' order; every
 * line ends with a line feed.
 */
public record JobResult(List<Counts> circuits) {

    public JobResult {
        circuits = List.copyOf(circuits);
    }

    /** SHA-256 of the canonical text, lower-case hex: equal if and only if all counts are. */
    public String digest() {
        return Digest.sha256(canonical());
    }

    /** The canonical text. */
    public String canonical() {
        var text = new StringBuilder();
        for (int i = 0; i < circuits.size(); i++) {
            var counts = circuits.get(i);
            text.append("circuit ").append(i).append(" bits ").append(counts.bits()).append('\n');
            counts.byBitstring()
                    .forEach((bitstring, count) ->
                            text.append(bitstring).append(' ').append(count).append('\n'));
        }
        return text.toString();
    }

    /** Reads the canonical text. */
    public static JobResult parse(String canonical) {
        var circuits = new ArrayList<Counts>();
        var counts = new HashMap<String, Long>();
        int bits = -1;
        for (var line : canonical.split("\n")) {
            var words = line.split(" ");
            if (words.length == 4 && words[0].equals("circuit")) {
                if (bits >= 0) {
                    circuits.add(Counts.of(bits, counts));
                    counts.clear();
                }
                bits = Integer.parseInt(words[3]);
            } else if (words.length == 2 && bits >= 0) {
                counts.put(words[0], Long.parseLong(words[1]));
            } else {
                throw new IllegalArgumentException("not a line of a result: " + line);
            }
        }
        if (bits >= 0) {
            circuits.add(Counts.of(bits, counts));
        }
        return new JobResult(circuits);
    }

    /** Nothing counted yet, for circuits of these bits. */
    public static JobResult none(List<Integer> bits) {
        return new JobResult(bits.stream().map(Counts::none).toList());
    }

    /** Both together, circuit by circuit. */
    public JobResult plus(JobResult other) {
        var sum = new ArrayList<Counts>(circuits.size());
        for (int i = 0; i < circuits.size(); i++) {
            sum.add(circuits.get(i).plus(other.circuits.get(i)));
        }
        return new JobResult(sum);
    }
}
