package cloud.somersault.cli;

import cloud.somersault.cli.terminal.Table;
import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.cli.terminal.Terminal.Style;
import cloud.somersault.client.CompiledProgram.Pass;
import cloud.somersault.client.CompiledProgram.Size;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** What each pass of the compiler left of a program, and what the passes are for. */
final class PassTable {
    private PassTable() {}

    /** Prints it; nothing when there are no passes. */
    static void print(Terminal terminal, List<Pass> passes) {
        if (passes.isEmpty()) {
            return;
        }
        var table = new Table("PASS", "OPERATIONS", "CZ", "PULSES", "DEPTH", "NS", "MS");
        row(table, "(as written)", passes.getFirst().before(), "-");
        for (var pass : passes) {
            row(table, pass.name(), pass.after(), decimal("%.2f", pass.milliseconds()));
        }
        terminal.say("");
        table.lines().forEach(terminal::say);
        terminal.say("");
        var said = new LinkedHashSet<String>();
        for (var pass : passes) {
            if (said.add(pass.name())) {
                terminal.say(
                        terminal.styled(Style.STRONG, pass.name()) + ": " + pass.explanation());
            }
        }
    }

    private static void row(Table table, String name, Size size, String milliseconds) {
        table.add(
                name,
                Integer.toString(size.operations()),
                Integer.toString(size.czGates()),
                Integer.toString(size.pulses()),
                Integer.toString(size.depth()),
                decimal("%.0f", size.durationSeconds() * 1e9),
                milliseconds);
    }

    private static String decimal(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }
}
