package cloud.somersault.persistence.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/**
 * The one open log of each data folder in this process. Actor systems that name the same folder
 * share it; it is closed when the last of them has ended.
 */
public final class EventLogs {
    private static final Map<Path, Shared> OPEN = new HashMap<>();

    private static final class Shared {
        private final EventLog log;
        private int users;

        Shared(EventLog log) {
            this.log = log;
        }
    }

    /** A share in an open log; the last one that is closed closes the log. */
    public static final class Share implements AutoCloseable {
        private final Path folder;
        private final EventLog log;
        private final AtomicBoolean returned = new AtomicBoolean();

        private Share(Path folder, EventLog log) {
            this.folder = folder;
            this.log = log;
        }

        public EventLog log() {
            return log;
        }

        @Override
        public void close() {
            if (!returned.getAndSet(true)) {
                giveBack(folder);
            }
        }
    }

    private EventLogs() {}

    /**
     * Opens the folder's log, or shares it when this process has it open; the settings are those of
     * whoever came first. Fails like {@link EventLog#open}.
     */
    public static Share share(Path dataFolder, EventLogSettings settings) {
        synchronized (OPEN) {
            var folder = real(dataFolder);
            var shared = OPEN.get(folder);
            if (shared == null) {
                shared = new Shared(EventLog.open(folder, settings));
                OPEN.put(folder, shared);
            }
            shared.users++;
            return new Share(folder, shared.log);
        }
    }

    /**
     * The log of an actor system, from its {@code somersault.data-directory}; opened at the first
     * call and given back when the system has ended. Call it when a server starts: a journal that
     * can't be opened is reported here with its reason, and by the plugins only in the server's
     * log.
     */
    public static EventLog of(ClassicActorSystemProvider system) {
        return ShareOfSystem.ID.get(system).share.log();
    }

    private static Path real(Path dataFolder) {
        try {
            Files.createDirectories(dataFolder);
            return dataFolder.toRealPath();
        } catch (IOException e) {
            throw new EventLogException(
                    "The data folder %s can't be made".formatted(dataFolder), e);
        }
    }

    private static void giveBack(Path folder) {
        synchronized (OPEN) {
            var shared = OPEN.get(folder);
            if (shared != null && --shared.users == 0) {
                OPEN.remove(folder);
                shared.log.close();
            }
        }
    }

    private static final class ShareOfSystem implements Extension {
        static final Id ID = new Id();

        private final Share share;

        ShareOfSystem(ExtendedActorSystem system) {
            var config = system.settings().config();
            share = share(EventLogSettings.dataFolder(config), EventLogSettings.of(config));
            system.registerOnTermination(share::close);
        }
    }

    private static final class Id extends AbstractExtensionId<ShareOfSystem> {
        @Override
        public ShareOfSystem createExtension(ExtendedActorSystem system) {
            return new ShareOfSystem(system);
        }
    }
}
