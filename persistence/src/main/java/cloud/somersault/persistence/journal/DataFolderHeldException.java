package cloud.somersault.persistence.journal;

import java.nio.file.Path;
import java.util.OptionalLong;

/** Another process (or another log of this process) keeps the data folder. */
public final class DataFolderHeldException extends EventLogException {
    private static final long serialVersionUID = 1L;

    private final long holderPid;

    /** {@code holderPid} is 0 when the lock file does not name it yet. */
    DataFolderHeldException(Path folder, long holderPid) {
        super(
                ("The data folder %s is held by %s. One folder has one keeper: use that server, stop"
                                + " it, or choose another folder.")
                        .formatted(
                                folder,
                                holderPid == ProcessHandle.current().pid()
                                        ? "this process (pid " + holderPid + ")"
                                        : holderPid > 0
                                                ? "process " + holderPid
                                                : "another process"));
        this.holderPid = holderPid;
    }

    /** The process that keeps the folder; empty when it has not said so yet. */
    public OptionalLong holderPid() {
        return holderPid > 0 ? OptionalLong.of(holderPid) : OptionalLong.empty();
    }
}
