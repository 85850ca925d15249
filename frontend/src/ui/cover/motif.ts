import { fold } from '@/lib/fold';
import { pick, type Chance } from './chance';
import { Bird, Cat, Fish, Hedgehog, Owl, Rabbit } from './creatures';
import { Castle, Forest, House, Moon, Mountain, Road, Sea, Snow, type Motif } from './places';
import { Balloon, Garden, Key, Lantern, Rain, Star, Teapot } from './things';

/** Beginnings of words, folded to plain letters, and the drawing they call for. The first met in the text wins. */
const WORDS: readonly [Motif, RegExp][] = [
  [Hedgehog, /^(hedgehog|herisson|igel|erizo|riccio|egel|ourico|porcupine)/],
  [Owl, /^(owl|hibou|chouette|eule|buho|gufo|uil$|coruja)/],
  [Rabbit, /^(rabbit|bunny|hare$|lapin|lievre|hase$|kaninchen|conejo|coniglio|konijn|coelho)/],
  [Cat, /^(cats?$|kitten|chats?$|chatte|chaton|katze|gato|gatto|kat$|tiger|tigre)/],
  [Fish, /^(fish|whale|poisson|baleine|dauphin|dolphin|octopus|poulpe|fisch|wal$|pez$|pesce|vis$|peixe|mermaid|sirene)/],
  [Bird, /^(bird|robin|sparrow|duck|swan|oiseau|moineau|merle|canard|cygne|vogel|pajaro|uccello|passaro|crow|corbeau|hen$|poule)/],
  [Sea, /^(sea$|seas|ocean|boat|ship|sail|pirate|island|harbou?r|mer$|mers$|bateau|navire|voile|ile$|iles$|port$|phare|lighthouse|meer|schiff|mar$|barco|mare$|nave|zee|boot)/],
  [Castle, /^(castle|king|queen|prince|knight|dragon|chateau|roi$|reine|chevalier|schloss|konig|castillo|rey$|castello|kasteel|castelo)/],
  [Snow, /^(snow|ice$|winter|frost|christmas|neige|hiver|glace$|noel|schnee|nieve|neve|sneeuw|penguin|pingouin)/],
  [Mountain, /^(mountain|hill|climb|cave|montagne|colline|grotte|berg|montana|montagna|giant|geant)/],
  [Forest, /^(forest|wood$|woods|tree|fox|wolf|bear|squirrel|deer|foret|bois$|arbre|renard|loup|ours$|ecureuil|cerf|wald|baum|bosque|bosco|floresta)/],
  [Lantern, /^(lantern|lamp|candle|dark|afraid|shadow|lanterne|lampe|bougie|noir$|ombre|peur|laterne|dunkel)/],
  [Key, /^(key|door|secret|mystery|missing|detective|thief|stolen|clue|clef|cle$|porte$|secret|mystere|disparu|vole|enquete|voleur|schlussel|chiave)/],
  [Garden, /^(garden|flower|bee$|bees|butterfl|snail|seed|spring|jardin|fleur|abeille|papillon|escargot|graine|printemps|garten|blume|orchard|verger)/],
  [Rain, /^(rain|storm|cloud|umbrella|puddle|pluie|orage|nuage|parapluie|flaque|regen|lluvia|pioggia|chuva)/],
  [Balloon, /^(balloon|fly$|flies|flying|kite|plane|ballon|voler|vole$|cerf-volant|avion|dream|reve|wish|voeu)/],
  [Star, /^(star$|stars|comet|rocket|planet|space|moon-?ship|etoile|comete|fusee|planete|espace|robot|stern|estrella|stella|ster$)/],
  [Moon, /^(moon|night|sleep|lune|nuit|dormir|dort|sommeil|mond|luna|maan|lua$)/],
  [House, /^(house|home|grand|kitchen|village|maison|grand-?m|grand-?p|haus|casa|huis)/],
  [Teapot, /^(tea$|kettle|cake|bake|soup|bread|cook|the$|theiere|gateau|soupe|pain$|cuisin|brot|torta)/],
  [Road, /^(road|journey|train|bicycle|travel|school|route|chemin|voyage|velo|ecole|voiture|weg$|viaje|bus$)/],
];

const GENRES: Record<string, readonly [Motif, ...Motif[]]> = {
  bedtime: [Moon, Star, House],
  adventure: [Mountain, Road, Sea],
  fairy_tale: [Castle, Forest, Garden],
  mystery: [Key, Lantern, Owl],
  funny: [Balloon, Teapot, Rain],
  everyday: [House, Teapot, Garden],
};

const ANY: readonly [Motif, ...Motif[]] = [Moon, Forest, Sea, House, Mountain, Garden, Star, Balloon, Road];

/** What a text is about, as one drawing: by its first telling word, otherwise by genre, otherwise by chance. */
export function motifFor(text: string, genre: string | null, chance: Chance): Motif {
  const fallback = pick(chance, (genre !== null ? GENRES[genre] : undefined) ?? ANY);
  for (const word of fold(text).match(/[a-z-]+/g) ?? []) {
    const found = WORDS.find(([, pattern]) => pattern.test(word));
    if (found) return found[0];
  }
  return fallback;
}


