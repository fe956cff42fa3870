package cloud.somersault.http.door;

import cloud.somersault.http.route.Endpoint;
import com.typesafe.config.Config;
import java.util.List;

/**
 * The doors that are open, as the configuration {@code somersault.doors} says.
 *
 * @param config of the doors
 */
public record VendorDoors(Config config) {
    /** Whether a door is open. */
    public boolean open(String door) {
        return config.getBoolean(door + ".enabled");
    }

    /** The endpoints of a door that is open; none of one that is shut. */
    public List<Endpoint> of(String door, java.util.function.Supplier<List<Endpoint>> endpoints) {
        return open(door) ? endpoints.get() : List.of();
    }
}
