package cloud.somersault.load.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Every route of a server and well-formed requests to it, of which the seed draws. */
public final class Exchanges {
    /**
     * Routes whose work goes on for long after the answer, or that store much: they get one request
     * where the others get {@value #OTHERS}.
     */
    private static final Set<String> RARE =
            Set.of(
                    "startCalibration",
                    "switchAutomaticCalibration",
                    "importCalibration",
                    "setClock",
                    "startVerification",
                    "requestReplay",
                    "rotateAuditKey");

    private static final int OTHERS = 12;

    private final RestExchanges rest;
    private final List<Exchange> vendors;
    private final List<Integer> tickets = new ArrayList<>();

    /**
     * Of a server.
     *
     * @param document its OpenAPI document
     * @param job the id of a completed job
     * @param things what stands instead of parts of path templates, like {@code sessions/{id}}; the
     *     first that fits is taken
     */
    public Exchanges(JsonNode document, String job, List<Map.Entry<String, String>> things) {
        this.rest = new RestExchanges(document, things);
        this.vendors = VendorExchanges.of(job);
        for (int i = 0; i < rest.names().size(); i++) {
            for (int n = RARE.contains(rest.names().get(i)) ? 1 : OTHERS; n > 0; n--) {
                tickets.add(i);
            }
        }
    }

    /** How many routes there are. */
    public int size() {
        return rest.names().size() + vendors.size();
    }

    /** One request; three of five are the house's own. */
    Exchange draw(SplittableRandom random) {
        return random.nextInt(5) < 3
                ? rest.draw(tickets.get(random.nextInt(tickets.size())), random)
                : vendors.get(random.nextInt(vendors.size()));
    }
}
