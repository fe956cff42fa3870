package cloud.somersault.http;

import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.v1.ErasureRoutes;
import cloud.somersault.job.seal.ContentKeys;
import cloud.somersault.persistence.archive.Database;
import cloud.somersault.persistence.journal.EventLogSettings;
import cloud.somersault.persistence.retention.KeyFile;
import cloud.somersault.persistence.retention.Retention;
import cloud.somersault.persistence.retention.RetentionSettings;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * What a keeper has to seal contents and to erase them: keys beside a data folder, and who destroys
 * them. Keepers that share a database have no folder that they all see, and seal nothing.
 *
 * @param keys for jobs
 * @param retention who erases; empty where nothing is sealed
 */
record Retaining(ContentKeys keys, Optional<Retention> retention) {

    /**
     * Opens the keys, and goes on with what was to be erased.
     *
     * @throws IllegalStateException when there are keys and their master key is gone
     */
    static Retaining start(ActorSystem<?> system, Clock clock) {
        var config = system.settings().config();
        if (Database.of(config).shared()) {
            return new Retaining(ContentKeys.NONE, Optional.empty());
        }
        var settings = RetentionSettings.of(config, EventLogSettings.dataFolder(config));
        var file = KeyFile.open(settings.folder(), settings.masterKey(), clock, settings.seals());
        system.getWhenTerminated().whenComplete((_, _) -> file.close());
        return new Retaining(
                file,
                settings.seals() || file.hasKeys()
                        ? Optional.of(Retention.start(system, file, settings, clock))
                        : Optional.empty());
    }

    List<Endpoint> endpoints(Clock clock) {
        return new ErasureRoutes(retention, clock).endpoints();
    }
}
