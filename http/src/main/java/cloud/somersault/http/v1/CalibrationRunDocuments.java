package cloud.somersault.http.v1;

import cloud.somersault.chip.calibration.run.CalibrationView;
import java.util.List;

/** What the routes of calibration runs write. */
final class CalibrationRunDocuments {
    private CalibrationRunDocuments() {}

    record Runs(String chip, List<CalibrationView> runs) {}

    /** One run, with everything that happened in it as it is stored. */
    record Run(CalibrationView run, List<StoredJobEvents.LogEntry> events) {}

    record Automatic(String chip, boolean enabled) {}
}
