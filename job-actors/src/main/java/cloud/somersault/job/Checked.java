package cloud.somersault.job;

import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.Refusal;
import cloud.somersault.job.prepare.ChipTime;
import cloud.somersault.job.prepare.ChipToRun;
import cloud.somersault.job.prepare.Prepared;
import java.util.Optional;

/**
 * What is known of a specification that was looked at.
 *
 * @param refusal why it can't be accepted, if it can't
 * @param expectedSeconds what it is expected to cost; 0 when that is unknown
 * @param chipSeconds what it is expected to take of its chip; 0 for the ideal target
 */
record Checked(Optional<Refusal> refusal, double expectedSeconds, double chipSeconds) {

    static Checked of(JobSpec spec, Optional<ChipToRun> chip, Prepared prepared) {
        return switch (prepared) {
            case Prepared.Refused(var refusal) -> new Checked(Optional.of(refusal), 0, 0);
            case Prepared.Runnable runnable ->
                    new Checked(
                            Optional.empty(), runnable.estimatedSeconds(), chipSeconds(spec, chip));
        };
    }

    /** Its own turn will tell. */
    static Checked undecided(JobSpec spec, Optional<ChipToRun> chip) {
        return new Checked(Optional.empty(), 0, chipSeconds(spec, chip));
    }

    private static double chipSeconds(JobSpec spec, Optional<ChipToRun> chip) {
        return chip.map(one ->
                        ChipTime.expectedSeconds(
                                one.known().durations(), spec.programs().size(), spec.shots()))
                .orElse(0.0);
    }
}
