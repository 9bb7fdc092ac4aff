package io.segmill.jobs.pass.block;

import io.segmill.jobs.pass.code.Unpacked;
import io.segmill.jobs.pass.plan.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import scala.Tuple2;

/** Answers what could not be answered before limits had been applied. */
public final class StageReader {
    private final Evaluation evaluation;
    private final int stage;
    private final int lists;

    /** @param lists how many lists of members there are when those of this stage are given */
    public StageReader(Evaluation evaluation, int stage, int lists) {
        this.evaluation = evaluation;
        this.stage = stage;
        this.lists = lists;
    }

    /** @param kept chunks of whom the limits kept */
    public Part answer(Part part, Iterator<Tuple2<Integer, byte[]>> kept) {
        Map<Integer, List<byte[]>> chunks = new HashMap<>();
        kept.forEachRemaining(chunk ->
                chunks.computeIfAbsent(chunk._1(), any -> new ArrayList<>()).add(chunk._2()));
        List<Block> blocks = new ArrayList<>();
        for (Block block : part.blocks()) {
            blocks.add(answer(block, chunks.getOrDefault(block.bin(), List.of())));
        }
        return new Part(blocks, part.errors(), part.testNanos(), part.feedNanos(), part.rows());
    }

    private Block answer(Block block, List<byte[]> chunks) {
        Memberships further = new Memberships(block.keys().count(), lists);
        for (byte[] bytes : chunks) {
            Unpacked chunk = new Unpacked(bytes);
            chunk.unsigned();
            further.read(chunk, block.keys(), new HashSet<>());
        }
        further.pack();
        Memberships given = block.given().and(further);
        long[][] nodes = new long[evaluation.nodes().size()][];
        for (int index = 0; index < block.kept().length; index++) {
            nodes[evaluation.kept().get(index)] = block.kept()[index];
        }
        Graph.answer(
                evaluation,
                stage,
                block.keys().count(),
                nodes,
                leaf -> {
                    throw new IllegalStateException("tests are answered in the first stage");
                },
                given::of);
        long[][] known = Arrays.copyOf(block.kept(), block.kept().length);
        for (int index = 0; index < known.length; index++) {
            known[index] = nodes[evaluation.kept().get(index)];
            if (known[index] != null && block.kept()[index] == null) {
                for (int word = 0; word < known[index].length; word++) {
                    known[index][word] &= block.customers()[word];
                }
            }
        }
        return new Block(block.bin(), block.keys(), block.customers(), given, known, block.candidates());
    }
}
