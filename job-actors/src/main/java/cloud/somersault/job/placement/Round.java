package cloud.somersault.job.placement;

import cloud.somersault.job.placement.Seats.Seat;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Jobs that are on the chip at the same time.
 *
 * @param members in the order in which they waited; never empty
 */
record Round(List<Member> members) {
    Round {
        members = List.copyOf(members);
    }

    /**
     * One job.
     *
     * @param lanes places on the chip; empty where it has the chip alone, compiled as if nobody
     *     else was ever there
     * @param alone each program's place if the chip were the job's own; empty like the lanes
     */
    record Member(Waiting job, List<Lane> lanes, List<Seat> alone) {
        Member {
            lanes = List.copyOf(lanes);
            alone = List.copyOf(alone);
        }

        /** The chip qubits that it uses. */
        SortedSet<Integer> qubits() {
            var qubits = new TreeSet<Integer>();
            lanes.forEach(lane -> qubits.addAll(lane.qubits()));
            return qubits;
        }
    }

    /**
     * Programs of a job that follow one another.
     *
     * @param programs their indices
     * @param clearOf what they were kept clear of
     * @param seats one for each
     */
    record Lane(List<Integer> programs, SortedSet<Integer> clearOf, List<Seat> seats) {
        Lane {
            programs = List.copyOf(programs);
            seats = List.copyOf(seats);
        }

        SortedSet<Integer> qubits() {
            var qubits = new TreeSet<Integer>();
            seats.forEach(seat -> qubits.addAll(seat.region()));
            return qubits;
        }
    }

    /** Whether anything is on the chip beside anything else. */
    boolean sideBySide() {
        return lanes().size() > 1;
    }

    List<Lane> lanes() {
        var lanes = new ArrayList<Lane>();
        members.forEach(member -> lanes.addAll(member.lanes()));
        return lanes;
    }
}
