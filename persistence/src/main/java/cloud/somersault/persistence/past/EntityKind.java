package cloud.somersault.persistence.past;

import cloud.somersault.chip.ChipActor;
import cloud.somersault.chip.calibration.run.CalibrationActor;
import cloud.somersault.chip.coupler.CouplerActor;
import cloud.somersault.chip.qubit.QubitActor;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.tuning.session.SessionProtocol;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What has a past: a kind of entity, and how one is called. */
public enum EntityKind {
    /** By its id. */
    JOB("job", JobProtocol.KEY.name()),
    /** A tuning session by its id. */
    TUNING("tuning", SessionProtocol.KEY.name()),
    /** By its name: its versions and its clock. */
    CHIP("chip", ChipActor.KEY.name()),
    /** For example {@code wukong-q56}. */
    QUBIT("qubit", QubitActor.KEY.name()),
    /** For example {@code wukong-c56-62}. */
    COUPLER("coupler", CouplerActor.KEY.name()),
    /** The calibration runs of a chip, by its name. */
    CALIBRATION("calibration", CalibrationActor.KEY.name());

    private final String word;
    private final String key;

    EntityKind(String word, String key) {
        this.word = word;
        this.key = key;
    }

    /** As it is called in an address. */
    public String word() {
        return word;
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(EntityKind::word).toList();
    }

    /** The kind of a word. */
    public static Optional<EntityKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /** Under which the log keeps it. */
    public String persistenceId(String id) {
        return key + "|" + id;
    }

    /** How one stands before its first event. */
    EntityState fresh() {
        return switch (this) {
            case JOB -> EntityState.OfJob.FRESH;
            case TUNING -> EntityState.OfTuning.FRESH;
            case CHIP -> EntityState.OfChip.FRESH;
            case QUBIT -> EntityState.OfQubit.FRESH;
            case COUPLER -> EntityState.OfCoupler.FRESH;
            case CALIBRATION -> EntityState.OfCalibrations.FRESH;
        };
    }
}
