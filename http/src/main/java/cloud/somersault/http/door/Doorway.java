package cloud.somersault.http.door;

import cloud.somersault.chip.Chips;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.v1.Workbench;
import cloud.somersault.job.Jobs;
import cloud.somersault.persistence.view.JobList;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * What every door stands in front of.
 *
 * @param hasRoom whether new jobs can be kept
 * @param credentials who knocks
 * @param bench where bodies are unpacked and what is computed at the door is computed
 * @param clock for what protocols want dated
 */
public record Doorway(
        Jobs jobs,
        Chips chips,
        JobList list,
        BooleanSupplier hasRoom,
        Credentials credentials,
        Workbench bench,
        Clock clock) {

    /** The jobs of one door. */
    public DoorJobs jobsOf(String door) {
        return new DoorJobs(jobs, hasRoom, door);
    }

    /** The body as an object; packed or not, whatever the headers say of it. */
    public CompletionStage<Wire> body(Call call) {
        return call.bytes()
                .thenCompose(bytes ->
                        Unpacking.isBzip2(bytes)
                                ? bench.work(() -> Wire.read(Unpacking.bzip2(bytes)))
                                : java.util.concurrent.CompletableFuture.completedFuture(
                                        Wire.read(bytes)));
    }
}
