package cloud.somersault.simulators;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.simulators.plan.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans of small circuits without noise, from the choice of their engine to their run: to a small
 * circuit planning is a good part of the work, and it need not be done twice. Kept until it is
 * taken or others have come. Safe for several threads.
 */
final class PlannedLately {
    private static final int OPERATIONS_MOST = 64 * 1024;
    private static final int OPERATIONS_EACH_MOST = 256;

    private final Map<This, List<Plan>> known = new LinkedHashMap<>();
    private int operations;

    /** A circuit as the object it is: to compare it by its content would take as long. */
    private record This(Circuit circuit) {
        @Override
        public boolean equals(Object other) {
            return other instanceof This(var that) && that == circuit;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(circuit);
        }
    }

    /** Remembers them, unless it is a large circuit. */
    void note(Circuit circuit, List<Plan> plans) {
        if (circuit.operations().size() > OPERATIONS_EACH_MOST) {
            return;
        }
        synchronized (known) {
            if (known.put(new This(circuit), plans) == null) {
                operations += size(circuit);
            }
            while (operations > OPERATIONS_MOST) {
                var oldest = known.keySet().iterator().next();
                known.remove(oldest);
                operations -= size(oldest.circuit());
            }
        }
    }

    /** The plans of this very circuit, once. */
    Optional<List<Plan>> take(Circuit circuit) {
        synchronized (known) {
            var plans = Optional.ofNullable(known.remove(new This(circuit)));
            plans.ifPresent(_ -> operations -= size(circuit));
            return plans;
        }
    }

    private static int size(Circuit circuit) {
        return 1 + circuit.operations().size();
    }
}
