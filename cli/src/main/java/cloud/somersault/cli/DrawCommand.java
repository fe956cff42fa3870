package cloud.somersault.cli;

import cloud.somersault.client.RefusedException;
import java.util.List;
import java.util.Set;

/** {@code draw FILE}: the circuit of a program as a picture. */
final class DrawCommand implements Command {
    private static final int WIDTH_MIN = 40;
    private static final int WIDTH_MAX = 1000;

    @Override
    public String name() {
        return "draw";
    }

    @Override
    public String help() {
        return """
        Usage: ./somersault draw FILE [options]

        Draws the circuit of a program, wires from left to right in time; one that is wider than the
        terminal goes on below itself. FILE may be -, standard input.

          --width N          the longest line, 40 to 1000; default: that of the terminal
          --ascii            without box-drawing characters
          --svg FILE         draw an SVG into this file instead; - is standard output
        """
                + ProgramFile.OPTIONS_HELP
                + Context.WHICH_SERVER_HELP
                + """


                Exit code: 0 drawn, 1 refused, 2 wrong usage, 3 no server.\
                """;
    }

    @Override
    public int run(Context context, List<String> arguments) {
        var options =
                Context.parse(arguments, ProgramFile.valuedWith("width", "svg"), Set.of("ascii"));
        var file = ProgramFile.only(options);
        var svg = options.value("svg");
        var width = options.number("width", WIDTH_MIN, WIDTH_MAX);
        if (svg.isPresent() && (width.isPresent() || options.has("ascii"))) {
            throw new UsageException("--width and --ascii are not for --svg");
        }
        var request = ProgramFile.request(file, options);
        request.put("format", svg.isPresent() ? "svg" : "text");
        if (svg.isEmpty()) {
            request.put("width", width.orElse(context.terminal().width()));
            request.put("characters", options.has("ascii") ? "ascii" : "unicode");
        }
        try (var cloud = context.cloud(options)) {
            var drawing = cloud.draw(request);
            var output = svg.orElse(ProgramFile.STANDARD);
            if (output.equals(ProgramFile.STANDARD)) {
                context.terminal().out().print(drawing);
            } else {
                ProgramFile.write(output, drawing);
            }
            return ExitCode.OK;
        } catch (RefusedException refused) {
            ProblemPrinter.print(
                    context.terminal(), refused.problem(), List.of(file), "nothing was drawn");
            return ExitCode.REFUSED;
        }
    }
}
