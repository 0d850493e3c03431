// What the programs share: arguments, files, and errors of one line.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

/** An error whose message is all that the reader needs. */
export class Told extends Error {}

/** Run a program; a Told error ends it with one line and status 2. */
export async function run(usage, options, program) {
  try {
    const { values, positionals } = parsed(options);
    if (values.help) {
      console.log(usage);
    } else {
      await program(positionals, values);
    }
  } catch (error) {
    if (!(error instanceof Told)) throw error;
    console.error(`${error.message}\n${usage}`.split("\n", 1)[0]);
    process.exitCode = 2;
  }
}

function parsed(options) {
  const help = { type: "boolean", short: "h" };
  try {
    return parseArgs({ options: { ...options, help }, allowPositionals: true });
  } catch (error) {
    throw new Told(error.message);
  }
}

/** Return a whole number, at least `least`, of an option. */
export function whole(name, text, least) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least) {
    throw new Told(
      `--${name}: expected a whole number, at least ${least}, got ${text}`,
    );
  }
  return number;
}

/** Return what a JSON file holds. */
export async function readJson(path) {
  let text;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new Told(`${path}: cannot be read (${error.code})`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Told(`${path}: is not JSON (${error.message})`);
  }
}

/** Return what `tf.loadLayersModel` takes: the model in a folder. */
export function fromFolder(folder) {
  return {
    load: async () => {
      const json = await readJson(join(folder, "model.json"));
      if (!json.modelTopology || !Array.isArray(json.weightsManifest)) {
        throw new Told(`${join(folder, "model.json")}: is no model`);
      }
      const paths = json.weightsManifest.flatMap((group) => group.paths);
      const bytes = Buffer.concat(await Promise.all(
        paths.map((path) => readBytes(join(folder, path))),
      ));
      const start = bytes.byteOffset;
      return {
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
        weightData: bytes.buffer.slice(start, start + bytes.byteLength),
      };
    },
  };
}

/** Return what `model.save` takes: a folder, made if it is missing. */
export function toFolder(folder) {
  return {
    save: async ({ weightData, weightSpecs, ...model }) => {
      const weightsManifest = [
        { paths: ["weights.bin"], weights: weightSpecs },
      ];
      const json = JSON.stringify({ ...model, weightsManifest }, null, 1);
      await mkdir(folder, { recursive: true });
      await writeFile(
        join(folder, "weights.bin"), Buffer.from(joined(weightData)),
      );
      await writeFile(join(folder, "model.json"), `${json}\n`);
      return { modelArtifactsInfo: { dateSaved: new Date() } };
    },
  };
}

/** Write an object as JSON to a file, or to standard output. */
export async function writeJson(path, object) {
  const text = `${JSON.stringify(object)}\n`;
  if (path === undefined) {
    process.stdout.write(text);
  } else {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

async function readBytes(path) {
  try {
    return await readFile(path);
  } catch (error) {
    throw new Told(`${path}: cannot be read (${error.code})`);
  }
}

function joined(weightData) {
  return Array.isArray(weightData)
    ? Buffer.concat(weightData.map((part) => Buffer.from(part)))
    : weightData;
}
