package cloud.somersault.http.meter;

import static java.util.concurrent.CompletableFuture.completedStage;

import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import java.util.List;
import org.apache.pekko.http.javadsl.model.ContentTypes;

/** What Prometheus reads. */
public final class MetricsRoutes {
    private final Meters meters;

    public MetricsRoutes(Meters meters) {
        this.meters = meters;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        "/metrics",
                        "getMetrics",
                        _ ->
                                completedStage(
                                        Replies.text(
                                                meters.scrape(), ContentTypes.TEXT_PLAIN_UTF8))));
    }
}
