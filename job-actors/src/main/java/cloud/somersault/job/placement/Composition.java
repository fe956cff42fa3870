package cloud.somersault.job.placement;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.job.model.ChipPlacement;
import cloud.somersault.job.model.ChipPlacement.CircuitPlace;
import cloud.somersault.job.model.ChipPlacement.Disturbed;
import cloud.somersault.job.model.ChipSeat;
import cloud.somersault.job.model.JobEvent.CalibrationUsed;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.placement.Round.Lane;
import cloud.somersault.job.placement.Round.Member;
import cloud.somersault.job.placement.Seats.Seat;
import cloud.somersault.job.prepare.ChipTime;
import cloud.somersault.job.prepare.ChipToRun;
import cloud.somersault.job.prepare.CompiledLately;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A round of a chip as its jobs are told of it: the same chip for all of them, each with its place,
 * its part of the time, and what the neighbours cost it.
 *
 * @param seconds how long the round keeps the chip
 * @param secondsInTurn how long its jobs would, one after the other
 * @param granted one for each job of the round
 */
public record Composition(double seconds, double secondsInTurn, List<Granted> granted) {
    public Composition {
        granted = List.copyOf(granted);
    }

    /**
     * What a job is told.
     *
     * @param seat absent: the chip is the job's alone
     */
    public record Granted(String jobId, Optional<ChipSeat> seat) {}

    /**
     * The next round of those that wait. Pure: the same chip and line give the same round.
     *
     * @param name of the round
     * @param chip as all of them will meet it
     * @param line the first first; not empty
     * @param lately compiled programs, which are not compiled again
     */
    public static Composition of(
            String name,
            ChipToRun chip,
            List<Waiting> line,
            RoundRules rules,
            JobLimits limits,
            CompiledLately lately) {
        var known = chip.known();
        var planner =
                new RoundPlanner(
                        known.device(),
                        new PreparedSeats(chip, limits, lately),
                        rules,
                        seat -> ChipTime.shotSeconds(known.durations(), seat.programSeconds()));
        return of(name, chip, planner.next(line), planner);
    }

    /** The same of a round that is made. */
    static Composition of(String name, ChipToRun chip, Round round, RoundPlanner planner) {
        if (!round.sideBySide()) {
            var job = round.members().getFirst().job();
            var spec = job.spec();
            double seconds =
                    ChipTime.expectedSeconds(
                            chip.known().durations(), spec.programs().size(), spec.shots());
            return new Composition(
                    seconds, seconds, List.of(new Granted(job.jobId(), Optional.empty())));
        }
        double seconds = planner.seconds(round);
        double inTurn = planner.secondsInTurn(round);
        var granted = new ArrayList<Granted>();
        for (var member : round.members()) {
            double charged = seconds * planner.secondsAlone(member) / inTurn;
            var placement = placement(name, round, member, seconds, charged, chip.known());
            granted.add(new Granted(member.job().jobId(), Optional.of(seat(chip, placement))));
        }
        return new Composition(seconds, inTurn, granted);
    }

    private static ChipSeat seat(ChipToRun chip, ChipPlacement placement) {
        var known = chip.known();
        return new ChipSeat(
                new CalibrationUsed(known.chip(), known.version(), known.digest()),
                chip.truth(),
                List.copyOf(chip.held()),
                placement);
    }

    private static ChipPlacement placement(
            String name,
            Round round,
            Member member,
            double seconds,
            double charged,
            ChipSnapshot chip) {
        var disturbed = new ArrayList<Disturbed>();
        var places = new TreeMap<Integer, CircuitPlace>();
        for (int index = 0; index < member.lanes().size(); index++) {
            var lane = member.lanes().get(index);
            var others = new TreeSet<Integer>();
            round.lanes().stream()
                    .filter(one -> !one.equals(lane))
                    .map(Lane::qubits)
                    .forEach(others::addAll);
            var errors = StrayDrive.on(lane.qubits(), others, chip);
            disturbed.addAll(errors);
            for (int i = 0; i < lane.programs().size(); i++) {
                int program = lane.programs().get(i);
                var seat = lane.seats().get(i);
                places.put(
                        program,
                        new CircuitPlace(
                                index,
                                List.copyOf(lane.clearOf()),
                                List.copyOf(seat.region()),
                                member.alone().get(program).success(),
                                disturbedSuccess(seat, errors, chip)));
            }
        }
        disturbed.sort((one, other) -> Integer.compare(one.qubit(), other.qubit()));
        return new ChipPlacement(
                name,
                false,
                round.members().size() - 1,
                seconds,
                charged,
                List.copyOf(places.values()),
                disturbed);
    }

    /** Every qubit of the circuit is disturbed for as many pulse times as the circuit lasts. */
    private static double disturbedSuccess(Seat seat, List<Disturbed> errors, ChipSnapshot chip) {
        double pulses = seat.programSeconds() / chip.durations().oneQubitGateSeconds();
        double log = 0;
        for (var error : errors) {
            if (seat.region().contains(error.qubit())) {
                log += pulses * StrictMath.log1p(-error.errorPerPulse());
            }
        }
        return seat.success() * StrictMath.exp(log);
    }
}
