package cloud.somersault.persistence.proof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A text file beside the log to which every signed checkpoint is appended: a log that was cut off
 * behind some checkpoint does not agree with it. Who trusts nobody keeps a copy elsewhere.
 */
public record Witness(Path file) {
    /** Its name in a data folder. */
    public static final String NAME = "checkpoints.txt";

    private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

    /** Of a data folder. */
    public static Witness in(Path dataFolder) {
        return new Witness(dataFolder.resolve(NAME));
    }

    /** Writes one down. The log has it already: when the file can't be written, that is said. */
    void add(SignedCheckpoint checkpoint) {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(checkpoint.text().getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        } catch (IOException broken) {
            LOG.warn("Checkpoint {} can't be noted", checkpoint.checkpoint().number(), broken);
        }
    }

    /**
     * All that were written down.
     *
     * @throws RuntimeException when something else stands there
     */
    public List<SignedCheckpoint> read() throws IOException {
        return Files.exists(file) ? SignedCheckpoint.parseAll(Files.readString(file)) : List.of();
    }
}
