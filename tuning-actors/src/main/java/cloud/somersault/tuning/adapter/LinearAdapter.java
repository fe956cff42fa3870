package cloud.somersault.tuning.adapter;

/**
 * What is added to one frozen linear layer: out = W0 x + b + delta(x), for every row x of a batch.
 *
 * <p>Rows are row-major: x is [rows, inputWidth], out is [rows, outputWidth]; arrays may be longer
 * than that. The trainable parameters are one flat array that the optimizer writes between steps;
 * their gradients are one of the same length and order, to which {@link #backward} adds, so that
 * gradients of several batches accumulate until {@code gradients()} is filled with zeros.
 *
 * <p>An adapter belongs to one layer of one session and is called by one thread at a time, which
 * may differ from call to call. The same parameters and rows give the same bits, whatever the
 * machine's vector width and number of threads.
 */
public interface LinearAdapter {

    /** d_in: the length of an input row. */
    int inputWidth();

    /** d_out: the length of an output row. */
    int outputWidth();

    /** All trainable parameters: the array itself, not a copy. */
    float[] parameters();

    /** The gradient of the loss for each parameter: the array itself, not a copy. */
    float[] gradients();

    /**
     * Adds delta(x) to out.
     *
     * @param x [rows, inputWidth], only read; what backward needs of it is copied or recomputed
     *     from a copy, as x may be overwritten before
     * @param sequences which rows belong together; {@code sequences.rows()} rows are read
     * @param out [rows, outputWidth], holds W0 x + b
     * @param pass whether a backward pass follows
     */
    void forward(float[] x, Sequences sequences, float[] out, Pass pass);

    /**
     * The backward pass of the last forward with {@link Pass#TRAINING}: adds the gradient by each
     * parameter to {@link #gradients}, and that by the rows to dX.
     *
     * @param dOut [rows, outputWidth], the loss's gradient by the layer's output, only read
     * @param dX [rows, inputWidth], holds what comes through W0
     */
    void backward(float[] dOut, float[] dX);
}
