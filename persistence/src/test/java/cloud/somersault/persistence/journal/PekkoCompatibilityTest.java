package cloud.somersault.persistence.journal;

import java.nio.file.Path;
import java.util.List;
import org.apache.pekko.persistence.CapabilityFlag;
import org.apache.pekko.persistence.japi.journal.JavaJournalSpec;
import org.apache.pekko.persistence.japi.snapshot.JavaSnapshotStoreSpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Pekko's own kit says that the journal and the snapshot store keep Pekko's contract. */
class PekkoCompatibilityTest {
    @TestFactory
    List<DynamicTest> the_journal_keeps_pekkos_contract(@TempDir Path folder) {
        return Tck.run(new Journal(folder), 17);
    }

    @TestFactory
    List<DynamicTest> the_snapshot_store_keeps_pekkos_contract(@TempDir Path folder) {
        return Tck.run(new Snapshots(folder), 13);
    }

    private static final class Journal extends JavaJournalSpec {
        Journal(Path folder) {
            super(Tck.config(folder));
        }

        @Override
        public CapabilityFlag supportsRejectingNonSerializableObjects() {
            return CapabilityFlag.on();
        }

        @Override
        public CapabilityFlag supportsSerialization() {
            return CapabilityFlag.on();
        }

        @Override
        public CapabilityFlag supportsMetadata() {
            return CapabilityFlag.on();
        }
    }

    private static final class Snapshots extends JavaSnapshotStoreSpec {
        Snapshots(Path folder) {
            super(Tck.config(folder));
        }

        @Override
        public CapabilityFlag supportsSerialization() {
            return CapabilityFlag.on();
        }

        @Override
        public CapabilityFlag supportsMetadata() {
            return CapabilityFlag.on();
        }
    }
}
