package cloud.somersault.job.run;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Threads that give way to all others of their process: to the doors, the entities and the log, for
 * which somebody waits, while what is computed here takes its time anyway.
 *
 * <p>Linux has a niceness for each thread, and {@code setpriority} without a number means the one
 * that calls (man 2 setpriority, "C library/kernel differences"). POSIX has one for the whole
 * process, so elsewhere nothing is done.
 */
public final class Background {
    private static final int PRIO_PROCESS = 0;
    private static final Optional<MethodHandle> SET_PRIORITY = setPriority();

    private Background() {}

    private static Optional<MethodHandle> setPriority() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        var linker = Linker.nativeLinker();
        var type =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT);
        return linker.defaultLookup()
                .find("setpriority")
                .map(address -> linker.downcallHandle(address, type));
    }

    /**
     * The same threads, each from its first task on in the background.
     *
     * @param threads threads that do nothing else
     * @param niceness 0 (like all others) to 19
     */
    public static Executor over(Executor threads, int niceness) {
        var isSet = ThreadLocal.withInitial(() -> give(niceness));
        return task ->
                threads.execute(() -> {
                    isSet.get();
                    task.run();
                });
    }

    /** Whether it could be done; where not, the thread is one like all others. */
    private static boolean give(int niceness) {
        if (niceness == 0 || SET_PRIORITY.isEmpty()) {
            return false;
        }
        try {
            return (int) SET_PRIORITY.get().invokeExact(PRIO_PROCESS, 0, niceness) == 0;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
