package cloud.somersault.cli;

/** What a command ended with, for scripts. */
public final class ExitCode {
    /** It did what was asked. */
    public static final int OK = 0;

    /** The server refused, the job failed, or a check found a difference. */
    public static final int REFUSED = 1;

    /** The command line itself is wrong. */
    public static final int USAGE = 2;

    /** No server answered. */
    public static final int NO_SERVER = 3;

    private ExitCode() {}
}
