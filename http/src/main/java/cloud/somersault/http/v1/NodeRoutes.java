package cloud.somersault.http.v1;

import static java.util.concurrent.CompletableFuture.completedStage;

import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;

/** The nodes of this cloud, as the one that answers sees them. */
public final class NodeRoutes {
    /** Names of data centres stand among Pekko's roles, and are none of ours. */
    private static final String DATA_CENTRE = "dc-";

    private final ActorSystem<?> system;

    public NodeRoutes(ActorSystem<?> system) {
        this.system = system;
    }

    /** The row of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/v1/nodes", "listNodes", _ -> completedStage(Replies.ok(nodes()))));
    }

    private Nodes nodes() {
        var cluster = Cluster.get(system);
        var self = cluster.selfMember();
        Set<Member> unreachable = cluster.state().getUnreachable();
        return new Nodes(
                StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                        .sorted(Comparator.comparingInt(Member::upNumber))
                        .map(member ->
                                new Node(
                                        address(member),
                                        roles(member),
                                        member.status().toString().toLowerCase(Locale.ROOT),
                                        !unreachable.contains(member),
                                        member.uniqueAddress().equals(self.uniqueAddress())))
                        .toList());
    }

    private static String address(Member member) {
        return member.address().getHost().orElse("") + ":" + member.address().getPort().orElse(0);
    }

    private static List<String> roles(Member member) {
        return member.getRoles().stream()
                .filter(role -> !role.startsWith(DATA_CENTRE))
                .sorted()
                .toList();
    }

    record Nodes(List<Node> nodes) {}

    record Node(
            String address,
            List<String> roles,
            String status,
            boolean reachable,
            boolean answersThis) {}
}
