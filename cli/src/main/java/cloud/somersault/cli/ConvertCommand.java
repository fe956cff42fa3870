package cloud.somersault.cli;

import cloud.somersault.client.RefusedException;
import java.util.List;
import java.util.Set;

/** {@code convert FILE --to LANGUAGE}: the same program in another language. */
final class ConvertCommand implements Command {
    @Override
    public String name() {
        return "convert";
    }

    @Override
    public String help() {
        return """
        Usage: ./somersault convert FILE --to LANGUAGE [options]

        Writes a program in another language: openqasm-2, openqasm-3 or originir. Gates of its own,
        loops and inputs are resolved. FILE may be -, standard input.

          --to L             the language that is wanted
          --output FILE      where to write it; default: standard output
          --measure-all      measure every qubit at the end
        """
                + ProgramFile.OPTIONS_HELP
                + Context.WHICH_SERVER_HELP
                + """


                Exit code: 0 converted, 1 refused, 2 wrong usage, 3 no server.\
                """;
    }

    @Override
    public int run(Context context, List<String> arguments) {
        var options =
                Context.parse(
                        arguments, ProgramFile.valuedWith("to", "output"), Set.of("measure-all"));
        var file = ProgramFile.only(options);
        var to =
                options.value("to")
                        .orElseThrow(
                                () -> new UsageException("to which language? --to openqasm-3"));
        var request = ProgramFile.request(file, options).put("to", to);
        if (options.has("measure-all")) {
            request.put("measureAll", true);
        }
        try (var cloud = context.cloud(options)) {
            var converted = cloud.convert(request);
            var output = options.value("output").orElse(ProgramFile.STANDARD);
            if (output.equals(ProgramFile.STANDARD)) {
                context.terminal().out().print(converted);
            } else {
                ProgramFile.write(output, converted);
            }
            return ExitCode.OK;
        } catch (RefusedException refused) {
            ProblemPrinter.print(
                    context.terminal(), refused.problem(), List.of(file), "nothing was converted");
            return ExitCode.REFUSED;
        }
    }
}
