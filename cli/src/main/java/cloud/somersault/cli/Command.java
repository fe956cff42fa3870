package cloud.somersault.cli;

import java.util.List;

/** One word of the command line, like {@code run}. */
interface Command {
    /** Its name. */
    String name();

    /** What {@code --help} prints. */
    String help();

    /**
     * Does it.
     *
     * @return an {@link ExitCode}
     * @throws UsageException when the arguments make no sense
     */
    int run(Context context, List<String> arguments);
}
