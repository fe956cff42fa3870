package cloud.somersault.job;

import cloud.somersault.chip.ChipNow;
import cloud.somersault.chip.ChipSnapshot;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Surroundings of small jobs for the ideal target: whatever else they ask for is a fault. */
final class Idealists {
    private Idealists() {}

    record NoChip() implements JobWork.Calibrations {
        @Override
        public CompletionStage<ChipNow> now(String chip) {
            return CompletableFuture.failedFuture(new AssertionError("no chip is needed"));
        }

        @Override
        public CompletionStage<ChipSnapshot> version(String chip, long version) {
            return CompletableFuture.failedFuture(new AssertionError("no chip is needed"));
        }
    }

    record NoStore() implements ResultStore {
        @Override
        public CompletionStage<Void> put(String digest, byte[] bytes) {
            return CompletableFuture.failedFuture(new AssertionError("these results are small"));
        }

        @Override
        public CompletionStage<Optional<byte[]>> get(String digest) {
            return CompletableFuture.failedFuture(new AssertionError("these results are small"));
        }
    }
}
