/** Where viewers come in: the edge location of their part of the world, if the price class has it. */
import { EDGE_PLACES, type EdgePlace } from '../../contract/edge.ts'

const COUNTRIES: { readonly [place: string]: string } = {
  na: 'US CA MX GL BM PM GT BZ SV HN NI CR PA BS CU JM HT DO PR',
  eu: 'DE FR GB IE ES PT IT NL BE LU CH AT DK SE NO FI IS PL CZ SK HU RO BG GR HR SI RS BA ME MK AL EE LV LT UA BY MD RU TR CY MT IL PS LB SY JO SA AE QA KW BH OM YE IQ IR EG LY TN DZ MA SD ET KE NG GH CI SN CM UG TZ ZA ZW ZM MZ AO NA BW GE AM AZ',
  ap: 'JP CN KR TW HK MO IN PK BD LK NP TH VN MY SG ID PH KH LA MM MN AU NZ KZ UZ KG TJ TM AF FJ PG',
  sa: 'BR AR CL PE CO VE EC BO PY UY GY SR',
}
const PLACE_OF = new Map<string, number>(EDGE_PLACES.flatMap(({ id }, place) => (COUNTRIES[id] ?? '').split(' ').map((country) => [country, place] as const)))

const HOME = EDGE_PLACES.findIndex(({ id }) => id === 'na')

/** CF-01: without a country, or from one that we do not know, a viewer is taken to be in North America. */
export function placeOf(country: string | undefined, priceClass: 'all' | '200' | '100'): number {
  const place = (country && PLACE_OF.get(country.toUpperCase())) ?? HOME
  const { id } = EDGE_PLACES[place || HOME]!
  if (priceClass === 'all' || id === 'na' || id === 'eu') return place || HOME
  if (priceClass === '200' && id === 'ap') return place || HOME
  return HOME
}
/** An origin stands in us-east-1: from elsewhere it is far away. */
export const isFar = (place: number): boolean => place !== HOME
export const placeAt = (place: number): EdgePlace => EDGE_PLACES[place]!
