package cloud.somersault.http;

import cloud.somersault.http.door.DoorSessions;
import cloud.somersault.http.door.Doorway;
import cloud.somersault.http.door.VendorDoors;
import cloud.somersault.http.door.braket.BraketDoor;
import cloud.somersault.http.door.ibm.IbmDoor;
import cloud.somersault.http.door.ionq.IonqDoor;
import cloud.somersault.http.door.origin.OriginChips;
import cloud.somersault.http.door.origincloud.OriginCloudDoor;
import cloud.somersault.http.door.pilotos.PilotOsDoor;
import cloud.somersault.http.door.pilotos.PilotOsPush;
import cloud.somersault.http.electronics.Electronics;
import cloud.somersault.http.route.Endpoint;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQException;

/** The doors of other vendors' protocols: their routes, and the sockets that some want besides. */
final class Doors {
    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

    private final ActorSystem<?> system;
    private final Doorway doorway;
    private final VendorDoors settings;
    private final PilotOsDoor pilotOs;
    private final OriginCloudDoor originCloud;
    private final IonqDoor ionq;
    private final IbmDoor ibm;
    private final BraketDoor braket;

    Doors(ActorSystem<?> system, Doorway doorway) {
        this.system = system;
        this.doorway = doorway;
        var config = system.settings().config().getConfig("somersault.doors");
        this.settings = new VendorDoors(config);
        var origin = OriginChips.of(doorway.chips(), config.getConfig("origin-chips"));
        this.pilotOs =
                new PilotOsDoor(doorway, origin, config.getBoolean("pilotos.number-is-proof"));
        this.originCloud = new OriginCloudDoor(doorway, origin);
        var sessions = new DoorSessions(doorway.clock());
        this.ionq = new IonqDoor(doorway, sessions, config.getString("ionq.chip"));
        this.ibm = new IbmDoor(doorway, sessions);
        this.braket = new BraketDoor(doorway);
    }

    /** The routes of the doors that are open. */
    List<Endpoint> endpoints() {
        var endpoints = new ArrayList<Endpoint>();
        endpoints.addAll(settings.of("pilotos", pilotOs::endpoints));
        endpoints.addAll(settings.of("origin-cloud", originCloud::endpoints));
        endpoints.addAll(settings.of("ionq", ionq::endpoints));
        endpoints.addAll(settings.of("ibm", ibm::endpoints));
        endpoints.addAll(settings.of("braket", braket::endpoints));
        return endpoints;
    }

    /** Opens the sockets beside this one; one that is taken is done without. */
    void listen(InetSocketAddress door) {
        if (settings.open("electronics")) {
            openElectronics();
        }
        if (settings.open("pilotos")
                && settings.config().getBoolean("pilotos.push")
                && pilotOs.mayPush()) {
            int port = door.getPort() + 1;
            new PilotOsPush(system, pilotOs)
                    .open(door.getHostString(), port)
                    .whenComplete((_, failure) -> {
                        if (failure != null) {
                            LOG.warn(
                                    "Port {} is taken: PilotOS clients will ask for their results"
                                            + " instead of being told",
                                    port);
                        }
                    });
        }
    }

    private void openElectronics() {
        var config = settings.config().getConfig("electronics");
        try {
            var electronics = new Electronics(system, doorway, config);
            system.getWhenTerminated().whenComplete((_, _) -> electronics.close());
            LOG.info(
                    "The electronics of {} answer on {}:{}",
                    config.getString("chip"),
                    config.getString("host"),
                    config.getInt("router-port"));
        } catch (ZMQException taken) {
            LOG.warn("The electronics' ports are taken: {}", taken.getMessage());
        }
    }
}
