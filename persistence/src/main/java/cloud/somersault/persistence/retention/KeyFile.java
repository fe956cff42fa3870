package cloud.somersault.persistence.retention;

import cloud.somersault.job.seal.ContentErasedException;
import cloud.somersault.job.seal.ContentKeyMissingException;
import cloud.somersault.job.seal.ContentKeys;
import cloud.somersault.job.seal.JobKey;
import cloud.somersault.persistence.secret.SecretFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of contents in a folder of their own: {@code keys}, slots of {@value KeySlot#BYTES}
 * bytes each, and {@code master.key}, which wraps what is in them. A key is 32 random bytes for one
 * tenant and one day (UTC) of submissions; a second one of the same day is made when the first was
 * destroyed meanwhile.
 *
 * <p><b>Why no database.</b> What is deleted from a database stays in its pages, its log and its
 * backups until something happens to come over it. Here a slot never moves: destroying a key
 * overwrites its own 512 bytes and forces them to the disk, so that after {@link #destroy} has
 * completed there is no copy of it in any file of this folder. A file system that never overwrites,
 * or a disk that moves its blocks, may keep the old block; what is left there is wrapped, and a
 * master key on another device (see docs/retention.md) makes it worthless.
 *
 * <p><b>What it costs.</b> One write and one force for each tenant's first job of a day, many
 * tenants' together; after that a lookup in a map. All writing is done by one thread. The right to
 * the folder is that to the event log beside it.
 */
public final class KeyFile implements ContentKeys, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
    private static final int KEY_BYTES = 32;

    private final FileChannel channel;
    private final MasterKey master;
    private final InstantSource clock;
    private final SecureRandom dice;
    private final boolean seals;

    private final Map<String, Held> byId = new ConcurrentHashMap<>();

    /** The newest of each tenant's day. */
    private final Map<TenantDay, Held> newest = new ConcurrentHashMap<>();

    private final Map<TenantDay, CompletableFuture<Optional<String>>> underWay =
            new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("somersault-content-keys").factory());
    private long end;

    private record TenantDay(String tenant, LocalDate day) {}

    /** Something to be written; many are forced to the disk together. */
    private interface Task {
        void write() throws IOException;

        void done();

        void failed(Exception why);
    }

    /** A key in memory, as far as it is needed there. */
    private static final class Held {
        private final long position;
        private final String id;
        private final CompletionStage<Optional<String>> found;
        private KeySlot slot;
        private byte[] key = {};

        Held(KeySlot slot, long position) {
            this.slot = slot;
            this.position = position;
            this.id = slot.id();
            this.found = CompletableFuture.completedStage(Optional.of(id));
        }

        synchronized KeySlot slot() {
            return slot;
        }

        synchronized boolean lives() {
            return slot.lives();
        }

        /** Made under the lock: a key that is being destroyed must not be used half. */
        synchronized JobKey jobKey(MasterKey master, String jobId) {
            if (!slot.lives()) {
                throw ContentErasedException.under(id);
            }
            if (key.length == 0) {
                key = master.unwrap(id, slot.wrapped());
            }
            return JobKey.of(key, id, jobId);
        }

        synchronized void destroyed(KeySlot tombstone) {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(slot.wrapped(), (byte) 0);
            key = new byte[0];
            slot = tombstone;
        }
    }

    private KeyFile(
            FileChannel channel,
            MasterKey master,
            InstantSource clock,
            SecureRandom dice,
            boolean seals) {
        this.channel = channel;
        this.master = master;
        this.clock = clock;
        this.dice = dice;
        this.seals = seals;
    }

    /**
     * Opens the keys of a folder, making it when there is none.
     *
     * @param masterKey the file of the master key
     * @param seals whether new contents are sealed; old ones are opened either way
     * @throws IllegalStateException when there are keys and the master key is gone
     * @throws UncheckedIOException when the folder can't be read or written
     */
    public static KeyFile open(Path folder, Path masterKey, InstantSource clock, boolean seals) {
        try {
            SecretFiles.makeFolder(folder);
            var file = folder.resolve("keys");
            boolean empty = !Files.exists(file) || Files.size(file) == 0;
            var dice = new SecureRandom();
            var master = MasterKey.in(masterKey, empty, dice);
            var channel = SecretFiles.open(file);
            var keys = new KeyFile(channel, master, clock, dice, seals);
            keys.read(file);
            return keys;
        } catch (IOException broken) {
            throw new UncheckedIOException("The keys in " + folder + " can't be opened", broken);
        }
    }

    private void read(Path file) throws IOException {
        var buffer = ByteBuffer.allocate(KeySlot.BYTES);
        long slots = channel.size() / KeySlot.BYTES;
        for (long i = 0; i < slots; i++) {
            long position = i * KeySlot.BYTES;
            buffer.clear();
            while (buffer.hasRemaining()
                    && channel.read(buffer, position + buffer.position()) >= 0) {
                // Until the slot is whole.
            }
            var slot = KeySlot.read(buffer.array());
            if (slot.isPresent()) {
                hold(new Held(slot.get(), position));
            } else if (i < slots - 1) {
                LOG.warn("Slot {} of {} is damaged: what lay under its key is lost", i, file);
            }
        }
        end = slots * KeySlot.BYTES;
    }

    private void hold(Held held) {
        var slot = held.slot();
        byId.put(held.id, held);
        newest.merge(
                new TenantDay(slot.tenant(), slot.day()),
                held,
                (one, other) -> one.slot().number() > other.slot().number() ? one : other);
    }

    /** Whether there is, or ever was, any. */
    public boolean hasKeys() {
        return !byId.isEmpty();
    }

    @Override
    public boolean seals() {
        return seals;
    }

    @Override
    public CompletionStage<Optional<String>> keyFor(String tenant, Instant submittedAt) {
        if (!seals) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        var day = new TenantDay(tenant, submittedAt.atZone(ZoneOffset.UTC).toLocalDate());
        var held = newest.get(day);
        return held != null && held.lives() ? held.found : make(day);
    }

    private CompletionStage<Optional<String>> make(TenantDay day) {
        var fresh = new CompletableFuture<Optional<String>>();
        var others = underWay.putIfAbsent(day, fresh);
        if (others != null) {
            return others;
        }
        enqueue(new Making(day, fresh));
        return fresh;
    }

    /** A new key, unless there is one by now. */
    private final class Making implements Task {
        private final TenantDay day;
        private final CompletableFuture<Optional<String>> made;
        private Optional<Held> fresh = Optional.empty();
        private String id = "";

        Making(TenantDay day, CompletableFuture<Optional<String>> made) {
            this.day = day;
            this.made = made;
        }

        @Override
        public void write() throws IOException {
            var last = newest.get(day);
            if (last != null && last.lives()) {
                id = last.id;
                return;
            }
            int number = last == null ? 1 : last.slot().number() + 1;
            var dataKey = new byte[KEY_BYTES];
            dice.nextBytes(dataKey);
            var unwrapped =
                    new KeySlot(
                            day.tenant(),
                            day.day(),
                            number,
                            clock.instant(),
                            Optional.empty(),
                            new byte[MasterKey.WRAPPED_BYTES]);
            var slot = unwrapped.with(master.wrap(unwrapped.id(), dataKey));
            Arrays.fill(dataKey, (byte) 0);
            KeyFile.this.write(slot, end);
            fresh = Optional.of(new Held(slot, end));
            id = slot.id();
            end += KeySlot.BYTES;
        }

        @Override
        public void done() {
            fresh.ifPresent(KeyFile.this::hold);
            underWay.remove(day, made);
            made.complete(Optional.of(id));
        }

        @Override
        public void failed(Exception why) {
            underWay.remove(day, made);
            made.completeExceptionally(why);
        }
    }

    @Override
    public boolean has(String key) {
        var held = byId.get(key);
        return held != null && held.lives();
    }

    @Override
    public boolean destroyed(String key) {
        var held = byId.get(key);
        return held != null && !held.lives();
    }

    @Override
    public JobKey jobKey(String key, String jobId) {
        var held = byId.get(key);
        if (held == null) {
            throw new ContentKeyMissingException(key);
        }
        return held.jobKey(master, jobId);
    }

    /**
     * Destroys keys of a tenant; completes with how many when the disk has forgotten them.
     *
     * @param before of days that had ended by this moment only; empty: of all days
     * @param madeUntil later ones stay
     */
    CompletionStage<Long> destroy(String tenant, Optional<Instant> before, Instant madeUntil) {
        var destroying = new Destroying(tenant, before, madeUntil);
        enqueue(destroying);
        return destroying.destroyed;
    }

    private final class Destroying implements Task {
        private final String tenant;
        private final Optional<Instant> before;
        private final Instant madeUntil;
        private final CompletableFuture<Long> destroyed = new CompletableFuture<>();
        private final List<Held> found = new ArrayList<>();
        private Instant at = Instant.EPOCH;

        Destroying(String tenant, Optional<Instant> before, Instant madeUntil) {
            this.tenant = tenant;
            this.before = before;
            this.madeUntil = madeUntil;
        }

        @Override
        public void write() throws IOException {
            at = clock.instant();
            for (var held : byId.values()) {
                var slot = held.slot();
                if (slot.lives()
                        && slot.tenant().equals(tenant)
                        && !slot.madeAt().isAfter(madeUntil)
                        && before.map(moment -> hadEnded(slot.day(), moment)).orElse(true)) {
                    KeyFile.this.write(slot.destroyed(at), held.position);
                    found.add(held);
                }
            }
        }

        @Override
        public void done() {
            found.forEach(held -> held.destroyed(held.slot().destroyed(at)));
            destroyed.complete((long) found.size());
        }

        @Override
        public void failed(Exception why) {
            destroyed.completeExceptionally(why);
        }
    }

    private static boolean hadEnded(LocalDate day, Instant moment) {
        return !day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().isAfter(moment);
    }

    /** The tenants of whom there are keys, each with the day of the oldest. */
    Map<String, LocalDate> oldestDays() {
        return byId.values().stream()
                .map(Held::slot)
                .filter(KeySlot::lives)
                .collect(
                        Collectors.toMap(
                                KeySlot::tenant,
                                KeySlot::day,
                                (one, other) -> one.isBefore(other) ? one : other));
    }

    private void enqueue(Task task) {
        tasks.add(task);
        writer.execute(this::work);
    }

    /** All that waits, one force. */
    private void work() {
        var batch = new ArrayList<Task>();
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            batch.add(task);
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            for (var task : batch) {
                task.write();
            }
            channel.force(true);
            batch.forEach(Task::done);
        } catch (IOException | RuntimeException broken) {
            LOG.warn("The keys of contents can't be written", broken);
            batch.forEach(task -> task.failed(broken));
        }
    }

    private void write(KeySlot slot, long position) throws IOException {
        var bytes = slot.bytes();
        while (bytes.hasRemaining()) {
            channel.write(bytes, position + bytes.position());
        }
    }

    /** Writes what waits and closes the file. */
    @Override
    public void close() {
        writer.close();
        try {
            channel.close();
        } catch (IOException broken) {
            throw new UncheckedIOException("the file of keys can't be closed", broken);
        }
    }
}
