package cloud.somersault.cli.demo;

import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.cli.terminal.Terminal.Style;
import java.util.ArrayList;
import java.util.List;

/** Prints the demo's chapters and remembers what went wrong. */
final class Narrator {
    private final Terminal terminal;
    private final List<String> wrong = new ArrayList<>();
    private int chapter;

    Narrator(Terminal terminal) {
        this.terminal = terminal;
    }

    Terminal terminal() {
        return terminal;
    }

    void chapter(String title) {
        chapter++;
        terminal.progressDone();
        terminal.say("");
        terminal.say(terminal.styled(Style.STRONG, chapter + "  " + title));
    }

    void say(String line) {
        terminal.progressDone();
        terminal.say(line.isEmpty() ? "" : "   " + line);
    }

    void progress(String line) {
        terminal.progress("   " + line);
    }

    /** Says whether something is as it must be. */
    void check(boolean right, String claim) {
        if (right) {
            say(terminal.styled(Style.GOOD, "ok") + "  " + claim);
        } else {
            wrong(claim);
        }
    }

    /** Says that something is not as it must be. */
    void wrong(String claim) {
        say(terminal.styled(Style.BAD, "NOT SO") + "  " + claim);
        wrong.add(claim);
    }

    List<String> everythingWrong() {
        return List.copyOf(wrong);
    }
}
