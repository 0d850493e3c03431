// Write many texts with one engine: node answers.mjs WEB FOLDER ENGINE
//
// Standard input holds a list of { prompt, length, temperature, topP, seed }.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [web, folder, engine] = process.argv.slice(2);
const from = (name) => import(pathToFileURL(`${web}/${name}`));
const { engineCalled, modelIn } = await from("node.mjs");
const { write } = await from("writing.mjs");

const model = await modelIn(folder);
const writer = await engineCalled(engine, model);
const wanted = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(wanted.map((how) => {
  const steps = [...write(writer, model.about.alphabet, how.prompt, how)];
  return {
    text: steps.map(({ character }) => character).join(""),
    bits: steps.map(({ bits }) => bits),
  };
})));
