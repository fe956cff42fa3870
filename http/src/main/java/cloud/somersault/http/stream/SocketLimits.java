package cloud.somersault.http.stream;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How many events' WebSockets there may be.
 *
 * @param most open at this door
 * @param mostOfOneKey of which so many may be one key's
 * @param patience how long a reader may leave an event waiting before it is cut off
 */
public record SocketLimits(int most, int mostOfOneKey, Duration patience) {

    /** As configured. */
    public static SocketLimits of(Config config) {
        var sockets = config.getConfig("somersault.http.sockets");
        return new SocketLimits(
                sockets.getInt("most"),
                sockets.getInt("most-of-one-key"),
                sockets.getDuration("patience"));
    }
}
