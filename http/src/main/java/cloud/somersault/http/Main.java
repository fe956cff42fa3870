package cloud.somersault.http;

import ch.qos.logback.classic.LoggerContext;
import cloud.somersault.persistence.archive.Database;
import cloud.somersault.persistence.journal.EventLogException;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a node: reads the command line, opens what it names, and says when it is ready. Or does
 * one of the {@link Chores} of what keeps everything, and ends.
 */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int WRONG_USAGE = 2;
    private static final int CANNOT_START = 3;

    private Main() {}

    /** See {@link Arguments#USAGE}. Runs until the process is told to stop. */
    public static void main(String[] given) {
        long startedNanos = System.nanoTime();
        var words = List.of(given);
        if (words.contains("--help")) {
            System.out.print(Arguments.USAGE);
            return;
        }
        try {
            if (!words.isEmpty() && Chores.NAMES.contains(words.getFirst())) {
                System.exit(Chores.run(words, Clock.systemUTC(), System.out::println));
            }
            var database = Database.of(ConfigFactory.load());
            var arguments = Arguments.parse(words, System.getenv(), database);
            var node = Node.start(arguments, Clock.systemUTC());
            var said = node.ready().toCompletableFuture().join();
            System.out.printf(
                    Locale.ROOT,
                    "%s (process %d, %.1f s)%n",
                    said,
                    ProcessHandle.current().pid(),
                    (System.nanoTime() - startedNanos) / 1e9);
        } catch (Arguments.WrongArgument wrong) {
            System.err.println(wrong.getMessage());
            System.err.print(Arguments.USAGE);
            System.exit(WRONG_USAGE);
        } catch (Node.CannotStart | EventLogException reason) {
            System.err.println(reason.getMessage());
            System.exit(CANNOT_START);
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Node.CannotStart reason) {
                System.err.println(reason.getMessage());
            } else {
                LOG.error("The node could not be started", failed);
                writeOutTheLog();
            }
            System.exit(CANNOT_START);
        } catch (RuntimeException failed) {
            LOG.error("The node could not be started", failed);
            writeOutTheLog();
            System.exit(CANNOT_START);
        }
    }

    /** What was logged is written by a thread of its own, which ends with the process. */
    private static void writeOutTheLog() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
            log.stop();
        }
    }
}
