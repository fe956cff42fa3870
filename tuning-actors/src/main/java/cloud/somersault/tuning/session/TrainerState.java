package cloud.somersault.tuning.session;

import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.refusal.TuningException.Code;
import cloud.somersault.tuning.train.Trainer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A trainer's state as bytes, little-endian: the number of steps taken, then for each adapter in
 * the order of the blocks its parameters, then AdamW's two moments of all.
 */
final class TrainerState {

    private TrainerState() {}

    /** What a checkpoint keeps. */
    static byte[] bytes(Trainer trainer) {
        var optimizer = trainer.optimizer();
        var buffer = ByteBuffer.allocate(size(trainer)).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(optimizer.steps());
        for (var parameter : trainer.parameters()) {
            put(buffer, parameter.values());
        }
        put(buffer, optimizer.firstMoments());
        put(buffer, optimizer.secondMoments());
        return buffer.array();
    }

    /** Makes the trainer stand where the checkpoint does. */
    static void restore(Trainer trainer, byte[] checkpoint) {
        if (checkpoint.length != size(trainer)) {
            throw new TuningException(
                    Code.WEIGHTS_FILE,
                    "The checkpoint has %d bytes where this session's have %d; the model or the method is another one."
                            .formatted(checkpoint.length, size(trainer)));
        }
        var optimizer = trainer.optimizer();
        var buffer = ByteBuffer.wrap(checkpoint).order(ByteOrder.LITTLE_ENDIAN);
        long steps = buffer.getLong();
        for (var parameter : trainer.parameters()) {
            get(buffer, parameter.values());
        }
        var first = new float[optimizer.firstMoments().length];
        var second = new float[optimizer.secondMoments().length];
        get(buffer, first);
        get(buffer, second);
        optimizer.restore(steps, first, second);
    }

    private static int size(Trainer trainer) {
        var optimizer = trainer.optimizer();
        int numbers =
                trainer.parameters().stream().mapToInt(one -> one.values().length).sum()
                        + optimizer.firstMoments().length
                        + optimizer.secondMoments().length;
        return Long.BYTES + numbers * Float.BYTES;
    }

    private static void put(ByteBuffer buffer, float[] numbers) {
        for (float number : numbers) {
            buffer.putFloat(number);
        }
    }

    private static void get(ByteBuffer buffer, float[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = buffer.getFloat();
        }
    }
}
