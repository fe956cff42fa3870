package cloud.somersault.http.v1;

import cloud.somersault.persistence.past.Differences.Difference;
import cloud.somersault.persistence.past.Past;
import cloud.somersault.persistence.past.QueueState;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is said about the past. */
final class PastDocuments {
    private PastDocuments() {}

    /** Up to which of its events an entity is meant. */
    record Standing(
            String kind,
            String id,
            long sequence,
            long place,
            Instant lastEventAt,
            String lastEvent,
            String phase) {
        static Standing of(Past.Entity entity) {
            return new Standing(
                    entity.kind().word(),
                    entity.id(),
                    entity.sequence(),
                    entity.place(),
                    entity.at(),
                    entity.event(),
                    entity.phase());
        }
    }

    record Entity(Standing standing, JsonNode state) {
        static Entity of(Past.Entity entity) {
            return new Entity(Standing.of(entity), entity.state());
        }
    }

    record Events(List<Past.EntityEvent> events, Optional<Long> next) {
        static Events of(List<Past.EntityEvent> found, int limit) {
            boolean more = found.size() > limit;
            var shown = more ? found.subList(0, limit) : found;
            return new Events(
                    List.copyOf(shown),
                    more ? Optional.of(shown.getLast().sequence()) : Optional.empty());
        }
    }

    record EntityDifferences(
            Optional<Standing> from, Optional<Standing> to, List<Difference> differences) {}

    record Queue(
            String at,
            List<QueueState.Tenant> tenants,
            List<QueueState.Running> running,
            List<QueueState.Waiting> waiting) {
        static Queue of(String at, QueueState queue) {
            return new Queue(at, queue.tenants(), queue.running(), queue.waiting());
        }
    }

    record QueueDifferences(
            String from,
            String to,
            List<QueueState.Tenant> tenantsBefore,
            List<QueueState.Tenant> tenantsAfter,
            List<String> joined,
            List<String> started,
            List<String> left) {
        static QueueDifferences of(String from, String to, QueueState before, QueueState after) {
            var change = after.since(before);
            return new QueueDifferences(
                    from,
                    to,
                    before.tenants(),
                    after.tenants(),
                    change.joined(),
                    change.started(),
                    change.left());
        }
    }

    record Chip(Standing standing, JsonNode state, Optional<JsonNode> calibration) {
        static Chip of(Past.Chip chip) {
            return new Chip(
                    Standing.of(chip.entity()),
                    chip.entity().state(),
                    chip.snapshot().map(ChipDocuments::calibration));
        }
    }

    record ChipDifferences(
            Standing from,
            Standing to,
            List<Difference> differences,
            Optional<HistoryDocuments.ComparisonReport> figures) {}
}
