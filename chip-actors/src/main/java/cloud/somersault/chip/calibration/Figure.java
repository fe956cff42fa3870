package cloud.somersault.chip.calibration;

import com.fasterxml.jackson.annotation.JsonValue;

/** What experiments find, under the names that events and the API write. */
public enum Figure {
    /** F0. */
    READ_ZERO_GIVEN_ZERO("readZeroGivenZero"),
    /** F1. */
    READ_ONE_GIVEN_ONE("readOneGivenOne"),
    /** The qubit's frequency less that of its drive. */
    DETUNING_HZ("detuningHz"),
    /** How fast Ramsey fringes fade. */
    TS2_SECONDS("ts2Seconds"),
    /** The angle that a pulse turns over the angle asked. */
    PULSE_GAIN("pulseGain"),
    /** T1. */
    T1_SECONDS("t1Seconds"),
    /** T2, by echo. */
    T2_SECONDS("t2Seconds"),
    /** Mean infidelity of a pulse. */
    PULSE_ERROR("pulseError"),
    /** What a CZ's conditional phase exceeds pi by. */
    CZ_PHASE_RADIANS("czPhaseRadians"),
    /** The phase that a CZ gives its first qubit. */
    FIRST_PHASE_RADIANS("firstPhaseRadians"),
    /** The phase that a CZ gives its second qubit. */
    SECOND_PHASE_RADIANS("secondPhaseRadians"),
    /** Mean infidelity of a CZ. */
    CZ_ERROR("czError");

    private final String id;

    Figure(String id) {
        this.id = id;
    }

    /** The name, as events write it. */
    @JsonValue
    public String id() {
        return id;
    }
}
