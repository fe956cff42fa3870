package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Circuit;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The door of this room: reads program texts, and writes circuits as programs. */
public final class Programs {
    private Programs() {}

    /**
     * Reads a program. Bad input is never an exception: it is a refusal with diagnostics. Time and
     * memory are bounded by the limits, whatever the text asks for.
     *
     * @param inputs values for what the program declares as {@code input}
     */
    public static Reading read(
            String text, Language language, ReadLimits limits, Map<String, Double> inputs) {
        if (text.length() > limits.charactersMax()) {
            var tooLong = Source.tooLong(0, limits.charactersMax());
            var beginning = new Source(text.substring(0, Math.min(text.length(), 1_000)));
            return new Reading.Refused(List.of(beginning.diagnostic(tooLong)));
        }
        return read(new Source(text), language, limits, inputs);
    }

    /**
     * Reads a program that is too large to lie in memory as a text: only what is read at present
     * does. What it says becomes a circuit in any case.
     *
     * @throws IOException when the reader fails
     */
    public static Reading read(
            Reader reader, Language language, ReadLimits limits, Map<String, Double> inputs)
            throws IOException {
        try {
            return read(new Source(reader, limits.charactersMax()), language, limits, inputs);
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private static Reading read(
            Source source, Language language, ReadLimits limits, Map<String, Double> inputs) {
        var problems = new Problems(source);
        try {
            var elaborator = new Elaborator(language, problems, limits, inputs);
            var parser = parser(source, language, problems, limits);
            for (var statement = parser.next(); statement.isPresent(); statement = parser.next()) {
                elaborator.add(statement.get());
            }
            if (!problems.any()) {
                return new Reading.Accepted(elaborator.program(language, parser.annotations()));
            }
        } catch (ProgramError limit) {
            stop(problems, limit);
        } catch (Problems.Stop enough) {
            // What stopped the reading is among the problems.
        }
        return new Reading.Refused(problems.diagnostics());
    }

    private static void stop(Problems problems, ProgramError error) {
        try {
            problems.report(error);
        } catch (Problems.Stop enough) {
            // It ends here in any case.
        }
    }

    private static StatementParser parser(
            Source source, Language language, Problems problems, ReadLimits limits) {
        return switch (language) {
            case OPENQASM_3 -> new OpenQasm3Parser(new Words(source, false, problems, limits));
            case OPENQASM_2 -> new OpenQasm2Parser(new Words(source, false, problems, limits));
            case ORIGINIR -> new OriginIrParser(new Words(source, true, problems, limits));
        };
    }

    /**
     * Writes a circuit as a program. Reading what OpenQASM 3 wrote gives an equal circuit; in the
     * other languages an equivalent one.
     *
     * @throws UnwritableCircuitException when the language has no words for something in it
     */
    public static String write(Circuit circuit, Language language, QubitNaming naming) {
        return switch (language) {
            case OPENQASM_3 -> new OpenQasm3Writer(circuit, naming).text();
            case OPENQASM_2 -> new OpenQasm2Writer(circuit).text();
            case ORIGINIR -> new OriginIrWriter(circuit).text();
        };
    }
}
