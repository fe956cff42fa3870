package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Puts steps that commute because they share no qubit into the order in which the centre of a chain
 * passes them: like an elevator it serves what is ready ahead of it, and turns when there is
 * nothing more ahead. A layer of gates is then one way along the chain, and the next layer the way
 * back.
 */
final class Elevator {
    private final int[] positionOf;
    private final List<Step> sorted = new ArrayList<>();

    private Elevator(int[] positionOf) {
        this.positionOf = positionOf;
    }

    /**
     * The same steps, every qubit seeing its own in the same order, and what touches classical bits
     * not moved at all.
     */
    static List<Step> sorted(List<Step> steps, int[] positionOf) {
        var elevator = new Elevator(positionOf);
        var local = new ArrayList<Step>();
        for (var step : steps) {
            switch (step) {
                case Step.Unitary _,
                        Step.Depolarize _,
                        Step.PauliChannel _,
                        Step.Kraus _,
                        Step.Relax _ ->
                        local.add(step);
                case Step.Measure _, Step.Reset _, Step.Branch _, Step.Assign _, Step.Loop _ -> {
                    elevator.serve(local);
                    local.clear();
                    elevator.sorted.add(step);
                }
            }
        }
        elevator.serve(local);
        return elevator.sorted;
    }

    private void serve(List<Step> steps) {
        int n = steps.size();
        var waitsFor = new int[n];
        var followers = new ArrayList<List<Integer>>(n);
        var last = new int[positionOf.length];
        Arrays.fill(last, -1);
        for (int i = 0; i < n; i++) {
            followers.add(new ArrayList<>(2));
            for (int qubit : steps.get(i).qubits()) {
                if (last[qubit] >= 0) {
                    followers.get(last[qubit]).add(i);
                    waitsFor[i]++;
                }
                last[qubit] = i;
            }
        }
        // Ready steps by place, then by their order in the program.
        var ready = new TreeMap<Long, Integer>();
        for (int i = 0; i < n; i++) {
            if (waitsFor[i] == 0) {
                ready.put(key(steps.get(i), i), i);
            }
        }
        long cursor = 0;
        boolean rightwards = true;
        while (!ready.isEmpty()) {
            var next =
                    rightwards
                            ? ready.ceilingEntry(cursor << 32)
                            : ready.floorEntry((cursor + 1 << 32) - 1);
            if (next == null) {
                rightwards = !rightwards;
                continue;
            }
            cursor = next.getKey() >> 32;
            if (!rightwards) { // at one place, what comes first in the program comes first
                next = ready.ceilingEntry(cursor << 32);
            }
            ready.remove(next.getKey());
            int i = next.getValue();
            sorted.add(steps.get(i));
            for (int follower : followers.get(i)) {
                if (--waitsFor[follower] == 0) {
                    ready.put(key(steps.get(follower), follower), follower);
                }
            }
        }
    }

    private long key(Step step, int index) {
        int place = positionOf.length;
        for (int qubit : step.qubits()) {
            place = Math.min(place, positionOf[qubit]);
        }
        return (long) place << 32 | index;
    }
}
