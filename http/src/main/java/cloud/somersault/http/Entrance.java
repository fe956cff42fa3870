package cloud.somersault.http;

import com.typesafe.config.Config;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;

/** Whether a server may be entered without a key, and whether it may open its door at all. */
final class Entrance {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** A shared archive tells of a new key some seconds late. */
    private static final int LOOKS_MAX = 15;

    private Entrance() {}

    /** Whether who comes without a key is turned away: always, but on loopback when it is open. */
    static boolean keyNeeded(Arguments arguments, Config config) {
        var open = config.getString("somersault.http.open");
        return switch (open) {
            case "never" -> true;
            case "loopback" -> !loopback(arguments.host());
            default ->
                    throw new IllegalArgumentException(
                            "somersault.http.open is loopback or never, not " + open);
        };
    }

    static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException none) {
            return false;
        }
    }

    /** Fails when a key is needed and there is none with which keys could be made. */
    static CompletionStage<Done> check(Arguments arguments, Keeper keeper, boolean keyNeeded) {
        return keyNeeded && arguments.door()
                ? check(arguments, keeper, arguments.database().shared() ? LOOKS_MAX : 1)
                : CompletableFuture.completedStage(Done.getInstance());
    }

    private static CompletionStage<Done> check(Arguments arguments, Keeper keeper, int looks) {
        return keeper.keys()
                .anyAdmin()
                .thenCompose(there -> {
                    if (there) {
                        return CompletableFuture.completedStage(Done.getInstance());
                    }
                    if (looks > 1) {
                        return CompletableFuture.supplyAsync(
                                        () -> looks - 1,
                                        CompletableFuture.delayedExecutor(
                                                LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS))
                                .thenCompose(left -> check(arguments, keeper, left));
                    }
                    throw new CompletionException(new Node.CannotStart(message(arguments)));
                });
    }

    private static String message(Arguments arguments) {
        return "A server at "
                + arguments.host()
                + " serves only who has a key, and there is no admin's key yet. Make one with"
                + " `somersault keys init"
                + (arguments.database().shared() ? "" : " --data " + arguments.data())
                + "`, which prints it once, and start the server again.";
    }
}
