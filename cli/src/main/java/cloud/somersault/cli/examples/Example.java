package cloud.somersault.cli.examples;

import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program, how it is run, and what must come out.
 *
 * @param name unique; one program may be several examples with different inputs
 * @param file its file name in the folder
 * @param text the program
 * @param target wukong or ideal
 * @param inputs values for the program's input parameters
 * @param shows one line for people
 */
public record Example(
        String name,
        String file,
        String text,
        String target,
        long shots,
        long seed,
        Map<String, Double> inputs,
        String shows,
        Expectation expectation) {

    public Example {
        inputs = Map.copyOf(inputs);
    }

    /** The body of POST /v1/jobs. */
    public ObjectNode job() {
        var job = Json.object();
        job.put("name", name);
        job.put("target", target);
        job.put("shots", shots);
        job.put("seed", seed);
        job.put("program", text);
        if (!inputs.isEmpty()) {
            var values = job.putObject("inputs");
            new TreeMap<>(inputs).forEach(values::put);
        }
        if (!target.equals("ideal")) {
            // What is expected of it is what the chip gives a program that has it alone.
            job.putObject("options").put("exclusive", true);
        }
        return job;
    }

    /** The same with more shots, and so with less left to chance. */
    public Example withShots(long more) {
        var expected =
                expectation instanceof Expectation.Distribution distribution
                        ? distribution.forShots(more)
                        : expectation;
        return new Example(name, file, text, target, more, seed, inputs, shows, expected);
    }

    /** The same under another name. */
    public Example withName(String other) {
        return new Example(other, file, text, target, shots, seed, inputs, shows, expectation);
    }

    /** The same with another seed. */
    public Example withSeed(long other) {
        return new Example(name, file, text, target, shots, other, inputs, shows, expectation);
    }
}
