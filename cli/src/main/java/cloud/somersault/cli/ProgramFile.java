package cloud.somersault.cli;

import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A program on this machine, on its way into a request, and what comes back on its way out. */
final class ProgramFile {
    /** Standard input, or standard output. */
    static final String STANDARD = "-";

    private static final Set<String> VALUED = Set.of("language", "input");

    /** What {@code --help} says about them. */
    static final String OPTIONS_HELP =
            """
              --language L       openqasm-2, openqasm-3 or originir; else seen from the text
              --input NAME=X     a value for `input float NAME` of the program; may be repeated
            """;

    private ProgramFile() {}

    /** The options that take a value of a command about one program: its own and these. */
    static Set<String> valuedWith(String... others) {
        var all = new TreeSet<>(VALUED);
        all.addAll(Set.of(others));
        return all;
    }

    /** The one file that a command line names. */
    static String only(Options options) {
        if (options.words().size() != 1) {
            throw new UsageException(options.words().isEmpty() ? "which file?" : "one file only");
        }
        return options.words().getFirst();
    }

    /** A request about this file. */
    static ObjectNode request(String file, Options options) {
        var request = Json.object();
        request.put("program", read(file));
        options(options, request);
        return request;
    }

    /** Puts --language and --input into a request. */
    static void options(Options options, ObjectNode request) {
        options.value("language").ifPresent(language -> request.put("language", language));
        var inputs = options.all("input");
        if (!inputs.isEmpty()) {
            var values = request.putObject("inputs");
            inputs.forEach(input -> addInput(values, input));
        }
    }

    private static void addInput(ObjectNode values, String input) {
        int equals = input.indexOf('=');
        var value = equals < 1 ? Optional.<Double>empty() : real(input.substring(equals + 1));
        values.put(
                input.substring(0, Math.max(0, equals)),
                value.orElseThrow(
                        () -> new UsageException("--input takes NAME=NUMBER, not " + input)));
    }

    private static Optional<Double> real(String text) {
        try {
            return Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** The text of a file; {@value #STANDARD} is standard input. */
    static String read(String file) {
        try {
            return file.equals(STANDARD)
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
        } catch (MalformedInputException notText) {
            throw new UsageException(file + " is not a text in UTF-8");
        } catch (IOException unreadable) {
            throw new UsageException("cannot read " + file + ": " + reason(unreadable));
        }
    }

    /** Writes a text into a file, over what was there. */
    static void write(String file, String text) {
        try {
            Files.writeString(Path.of(file), text);
        } catch (IOException unwritable) {
            throw new UsageException("cannot write " + file + ": " + reason(unwritable));
        }
    }

    private static String reason(IOException failure) {
        return failure instanceof NoSuchFileException
                ? "there is no such file"
                : String.valueOf(failure.getMessage());
    }
}
