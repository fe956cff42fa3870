package cloud.somersault.chip;

import cloud.somersault.chip.coupler.CouplerActor;
import cloud.somersault.chip.coupler.CouplerName;
import cloud.somersault.chip.qubit.QubitActor;
import cloud.somersault.chip.qubit.QubitName;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;

/** Real qubits and couplers without a cluster; some of them may be deaf. */
final class LocalParts implements CourierActor.Doors {

    /** Entity ids of the parts that hear nothing. */
    final Set<String> deaf = ConcurrentHashMap.newKeySet();

    /** How often each part was told something, whether it heard or not. */
    final Map<String, Integer> told = new ConcurrentHashMap<>();

    private final ActorTestKit kit;
    private final Map<String, ActorRef<QubitActor.Wish>> qubits = new ConcurrentHashMap<>();
    private final Map<String, ActorRef<CouplerActor.Wish>> couplers = new ConcurrentHashMap<>();

    LocalParts(ActorTestKit kit) {
        this.kit = kit;
    }

    @Override
    public void tell(QubitName name, QubitActor.Wish wish) {
        if (hears(name.entityId())) {
            qubits.computeIfAbsent(name.entityId(), _ -> kit.spawn(QubitActor.create(name)))
                    .tell(wish);
        }
    }

    @Override
    public void tell(CouplerName name, CouplerActor.Wish wish) {
        if (hears(name.entityId())) {
            couplers.computeIfAbsent(name.entityId(), _ -> kit.spawn(CouplerActor.create(name)))
                    .tell(wish);
        }
    }

    private boolean hears(String entityId) {
        told.merge(entityId, 1, Integer::sum);
        return !deaf.contains(entityId);
    }
}
