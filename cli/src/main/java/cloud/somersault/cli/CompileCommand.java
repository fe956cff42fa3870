package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.cli.terminal.Terminal.Style;
import cloud.somersault.client.CompiledProgram;
import cloud.somersault.client.Json;
import cloud.somersault.client.RefusedException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code compile FILE}: what the chip would run, without running it. */
final class CompileCommand implements Command {
    private static final long SEED_MAX = (1L << 53) - 1;

    @Override
    public String name() {
        return "compile";
    }

    @Override
    public String help() {
        return """
        Usage: ./somersault compile FILE [options]

        Compiles a program for the chip as calibrated now and shows what came of it: qubits, time,
        pulses, CZ, the estimated probability of success, and the compiled program. Nothing is run
        and nothing is stored. FILE may be -, standard input.

          --target T         the chip; default wukong
          --layout L         auto: the compiler chooses qubits; physical: qubit i is chip qubit i
          --optimization N   0: what is written is what runs; 1: the compiler may simplify; more:
                             it tries harder. Default 0 for physical, 1 for auto
          --seed N           of the compiler's search; default 0. A job compiles with its own seed
          --decoupling       fill long waits with two X pulses, which undo slow dephasing
          --region A,B,C     the chip qubits that may be used; default all
          --exclude A,B,C    chip qubits of other programs; neither they nor their neighbours
          --engine E         the engine that must run it; default the best one, which is named
          --explain          a table of the compiler's passes and what each of them did
          --output FILE      where to write the compiled program; - prints it and nothing else
          --json             print the answer as the server sent it
        """
                + ProgramFile.OPTIONS_HELP
                + Context.WHICH_SERVER_HELP
                + """


                Exit code: 0 compiled, 1 refused, 2 wrong usage, 3 no server.\
                """;
    }

    @Override
    public int run(Context context, List<String> arguments) {
        var options =
                Context.parse(
                        arguments,
                        ProgramFile.valuedWith(
                                "target",
                                "layout",
                                "optimization",
                                "seed",
                                "engine",
                                "region",
                                "exclude",
                                "output"),
                        Set.of("explain", "decoupling", "json"));
        var file = ProgramFile.only(options);
        try (var cloud = context.cloud(options)) {
            var compiled = cloud.compile(request(file, options));
            show(context.terminal(), compiled, options);
            return ExitCode.OK;
        } catch (RefusedException refused) {
            ProblemPrinter.print(
                    context.terminal(), refused.problem(), List.of(file), "nothing was compiled");
            return ExitCode.REFUSED;
        }
    }

    private static ObjectNode request(String file, Options options) {
        var request = ProgramFile.request(file, options);
        request.put("target", options.value("target").orElse("wukong"));
        options.number("seed", 0, SEED_MAX).ifPresent(seed -> request.put("seed", seed));
        var how = CompilerFlags.of(options);
        if (!how.isEmpty()) {
            request.set("options", how);
        }
        if (options.has("explain")) {
            request.put("explain", true);
        }
        return request;
    }

    private static void show(Terminal terminal, CompiledProgram compiled, Options options) {
        var output = options.value("output");
        if (output.isPresent() && !output.get().equals(ProgramFile.STANDARD)) {
            ProgramFile.write(output.get(), compiled.text());
        }
        if (options.has("json")) {
            terminal.say(Json.pretty(compiled.json()));
            return;
        }
        if (output.isEmpty() || !output.get().equals(ProgramFile.STANDARD)) {
            figures(terminal, compiled, options.value("target").orElse("wukong"));
            PassTable.print(terminal, compiled.passes());
        }
        if (output.isEmpty()) {
            terminal.say("");
        }
        if (output.isEmpty() || output.get().equals(ProgramFile.STANDARD)) {
            terminal.out().print(compiled.text());
        }
    }

    private static void figures(Terminal terminal, CompiledProgram compiled, String target) {
        field(terminal, "chip", target + ", calibration version " + compiled.calibrationVersion());
        field(
                terminal,
                "how",
                "layout %s, optimization %d, seed %d"
                        .formatted(compiled.layout(), compiled.optimization(), compiled.seed()));
        JobReport.qubits(compiled.initialLayout())
                .ifPresent(qubits -> field(terminal, "qubits", qubits));
        if (!compiled.finalLayout().equals(compiled.initialLayout())) {
            JobReport.qubits(compiled.finalLayout())
                    .ifPresent(qubits -> field(terminal, "at end", qubits));
        }
        field(
                terminal,
                "time",
                String.format(
                        Locale.ROOT,
                        "%.0f ns in %d layers",
                        compiled.durationSeconds() * 1e9,
                        compiled.layers()));
        field(
                terminal,
                "gates",
                "%d CZ, %d pulses".formatted(compiled.czGates(), compiled.pulses()));
        field(
                terminal,
                "success",
                String.format(Locale.ROOT, "%.4f by the calibration", compiled.estimatedSuccess()));
        engine(terminal, compiled);
    }

    private static void engine(Terminal terminal, CompiledProgram compiled) {
        var engine = compiled.json().path("engine");
        if (engine.isObject()) {
            field(
                    terminal,
                    "engine",
                    engine.path("id").asText() + ": " + engine.path("reason").asText());
        }
        var refusal = compiled.json().path("engineRefusal");
        if (refusal.isObject()) {
            field(terminal, "engine", "none: " + refusal.path("message").asText());
        }
    }

    private static void field(Terminal terminal, String name, String value) {
        terminal.say(terminal.styled(Style.FAINT, "%-7s".formatted(name)) + " " + value);
    }
}
